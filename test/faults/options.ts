import { parseArgs } from 'node:util';

export interface Options {
  readonly minutes: number;
  readonly clients: number;
  readonly database: 'sqlite' | 'mariadb';
  readonly queue: 'embedded' | 'bullmq';
  /** Seconds between two faults on the average; 0: none. */
  readonly killEvery: number;
  readonly seed: number;
}

export const usage = `npm run faults -- [options]
  --minutes 10         how long the clients work
  --clients 20         how many of them
  --database sqlite    or mariadb (a throw-away server)
  --queue embedded     or bullmq (a throw-away Redis)
  --kill-every 20      seconds between two faults on the average; 0: none
  --seed n             repeats the draws of an earlier run`;

/** @throws Error with a sentence for whoever typed them */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      clients: { type: 'string', default: '20' },
      database: { type: 'string', default: 'sqlite' },
      queue: { type: 'string', default: 'embedded' },
      'kill-every': { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  return {
    minutes: number('minutes', values.minutes),
    clients: number('clients', values.clients),
    database: oneOf('database', values.database, ['sqlite', 'mariadb']),
    queue: oneOf('queue', values.queue, ['embedded', 'bullmq']),
    killEvery: number('kill-every', values['kill-every']),
    seed: number('seed', values.seed),
  };
};

const number = (name: string, given: string): number => {
  const value = Number(given);
  if (given === '' || !Number.isFinite(value) || value < 0) throw new Error(`--${name} must be a number, not ${given}`);
  return value;
};

const oneOf = <const T extends string>(name: string, given: string, allowed: readonly T[]): T => {
  const found = allowed.find((each) => each === given);
  if (found === undefined) throw new Error(`--${name} must be ${allowed.join(' or ')}, not ${given}`);
  return found;
};
