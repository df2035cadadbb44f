import { Injector } from '../injector.ts';
import { Random } from '../random.ts';
import { openStage } from '../stage.ts';
import { fakeTimeLibrary } from '../strikes/skew-clock.ts';
import { workUnderFaults } from '../work/work-under-faults.ts';
import type { Scenario } from './scenario.ts';

/** When clocks in Riga are put forward and back, and how long before the clients begin to work, milliseconds. */
const changes = { spring: Date.UTC(2027, 2, 28, 1), autumn: Date.UTC(2027, 9, 31, 1) };
const before = 25_000;
const length = 40_000;

/**
 * Server and database live through the hours in which summer time begins and ends in Riga, with the machine's zone set to it.
 * Timers of seconds are set and fall due on both sides and across.
 */
export const summerTime: Scenario = async ({ main, processes, database, seed }) => {
  const library = fakeTimeLibrary();
  if (library === undefined) throw new Error('libfaketime is not installed: apt-get install --no-install-recommends faketime');
  const timers: number[] = [];
  let last: Awaited<ReturnType<Scenario>> | undefined;
  for (const change of Object.values(changes)) {
    const ahead = Math.round((change - before - Date.now()) / 1_000);
    const environment = { LD_PRELOAD: library, FAKETIME: `+${ahead}`, DONT_FAKE_MONOTONIC: '1', TZ: 'Europe/Riga' };
    const stage = await openStage({ main, database, queue: 'embedded', replicas: 1, seed, environment, ahead: ahead * 1_000 });
    try {
      const end = Date.now() + length;
      const load = { clients: 6, over: () => Date.now() >= end, killEvery: 0, processes, name: String(seed) };
      await workUnderFaults(stage.client, new Injector(stage, new Random(seed), []), new Random(seed), load);
      const { findings, recovery } = await stage.check();
      timers.push(recovery.lags.get('timer')?.length ?? 0);
      findings.check('timers fired around the change', (timers.at(-1) ?? 0) > 10, 'timers', `${timers.at(-1)}`);
      last = { findings, told: `${timers.join(' and ')} timers around the changes in spring and autumn` };
      if (findings.failed.length > 0) return last;
    } finally {
      await stage.close();
    }
  }
  return last!;
};
