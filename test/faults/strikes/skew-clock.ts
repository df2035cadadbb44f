import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Strike } from './strike.ts';
import { pause } from './strike.ts';

/** libfaketime's library, as Debian's package installs it. */
export const fakeTimeLibrary = (): string | undefined =>
  existsSync('/usr/lib')
    ? readdirSync('/usr/lib')
        .map((folder) => join('/usr/lib', folder, 'faketime/libfaketimeMT.so.1'))
        .find((file) => existsSync(file))
    : undefined;

/** What makes a process see the time that the file says (`+600`: ten minutes more), and again when the file changes. */
export const fakeTime = (file: string): Record<string, string> => ({
  LD_PRELOAD: fakeTimeLibrary()!,
  FAKETIME_TIMESTAMP_FILE: file,
  FAKETIME_CACHE_DURATION: '1',
  // a machine's time may be set; the clock by which a process waits never goes back
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  DONT_FAKE_MONOTONIC: '1',
});

/** Seconds by which a machine may be wrong: minutes, and the hour of summer time. */
const skews = [-3_600, -600, -61, 61, 600, 3_600];

/** A server's machine has the wrong time, and is set right or wrong again while it runs. */
export const skewClock: Strike = {
  name: 'clock wrong',
  family: 'replica',
  weight: 1,
  // SQLite's time is the machine's: there is no other by which it were wrong
  possible: ({ database }) => database !== undefined && fakeTimeLibrary() !== undefined,
  strike: async ({ replicas, folder }, random) => {
    const server = random.pick(replicas.all);
    const file = join(folder, `clock-${server.number}`);
    const done = ['to set its clock'];
    const skew = () => {
      const seconds = random.pick(skews);
      writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
      done.push(`not killed: ${seconds < 0 ? '' : '+'}${seconds} s`);
    };
    await server.kill();
    skew();
    await server.start(fakeTime(file));
    for (let times = random.below(3); times > 0; times--) {
      await pause(random.between(1_000, 3_000));
      skew();
    }
    await pause(random.between(1_000, 3_000));
    await server.kill();
    await server.start();
    return [...done, 'to set its clock right'];
  },
};
