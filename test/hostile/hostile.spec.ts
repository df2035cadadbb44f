import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDatabaseSystem } from '../support/databases.ts';
import type { DatabaseSystem } from '../support/databases.ts';
import { PlayServer } from '../support/play-server.ts';
import { hostileModels } from './catalogue.ts';
import type { Ending, HostileModel } from './hostile-model.ts';
import { Victim } from './victim.ts';

/** Elements that a step of the kernel may start, and about how much it may tell of it. */
const stepBudget = 1_001;
const byteBudget = 8_000_000;

interface Measured {
  readonly name: string;
  readonly delay: number;
  readonly neighbour: number;
}

/** `HOSTILE="loops:"` gives those whose name holds that, and tells what becomes of each; `HOSTILE=` gives all, the deep run's too. */
const only = process.env['HOSTILE'];
const ordinary = hostileModels.filter(({ deepOnly }) => !deepOnly);
const chosen = only === undefined ? ordinary : hostileModels.filter(({ name }) => name.includes(only));

describe(`${chosen.length} hostile models on one server`, () => {
  let system: DatabaseSystem;
  let server: PlayServer;
  let victim: Victim;
  const endings = new Map<Ending, number>();
  const measured: Measured[] = [];
  const delay = monitorEventLoopDelay({ resolution: 5 });

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    server = await PlayServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    victim = await Victim.of(server);
    delay.enable();
  });

  afterAll(async () => {
    delay.disable();
    report();
    await server?.stop();
    await system?.stop();
  });

  it('are at least 200, each with a name of its own', () => {
    expect(new Set(hostileModels.map(({ name }) => name)).size).toBe(hostileModels.length);
    expect(ordinary.length).toBeGreaterThanOrEqual(200);
  });

  it.each(chosen.map((model): [string, HostileModel] => [model.name, model]))(
    '%s',
    async (name, model) => {
      delay.reset();
      let neighbour = 0;
      const suffered = await victim.suffer(model, async () => {
        const began = performance.now();
        await victim.neighbour();
        neighbour = performance.now() - began;
      });
      await victim.neighbour();
      measured.push({ name, delay: delay.max / 1e6, neighbour });
      endings.set(suffered.ending, (endings.get(suffered.ending) ?? 0) + 1);
      if (only !== undefined) process.stdout.write(`${name}: ${JSON.stringify(suffered).slice(0, 300)}\n`);
      expect(suffered).toMatchObject({ ending: expect.stringMatching(model.ends?.join('|') ?? /./) });
      expect(suffered.mostStarted).toBeLessThanOrEqual(stepBudget);
      expect(suffered.mostBytes).toBeLessThanOrEqual(byteBudget);
      if (suffered.ending === 'refused' || suffered.ending === 'incident') expect(suffered.reason).not.toBe('');
      expect(Object.keys(globalThis)).not.toContain('hostile');
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
    60_000,
  );

  function report(): void {
    const counts = [...endings].map(([ending, count]) => `${ending} ${count}`).sort();
    const worst = [...measured].sort((a, b) => b.delay - a.delay).slice(0, 8);
    const delays = measured.map((each) => each.delay).sort((a, b) => a - b);
    const above = delays.filter((each) => each > 100).length;
    const slowest = Math.max(0, ...measured.map((each) => each.neighbour));
    process.stdout.write(
      `hostile models: ${measured.length} (${counts.join(', ')}); the event loop was held for ${Math.round(delays[Math.floor(delays.length / 2)] ?? 0)} ms in the median, ` +
        `more than 100 ms by ${above}; a neighbour's case took ${Math.round(slowest)} ms at most\n` +
        `  the longest: ${worst.map((each) => `${each.name} ${Math.round(each.delay)} ms`).join('; ')}\n`,
    );
  }
});
