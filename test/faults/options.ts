import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/all.ts';
import { strikes } from './strikes/all.ts';

/** What a run goes on for, however long it takes. */
export interface Goals {
  readonly instances: number;
  readonly kills: number;
  readonly 'database-faults': number;
  readonly 'redis-faults': number;
}

export interface Options {
  readonly minutes: number;
  readonly clients: number;
  readonly database: 'sqlite' | 'mariadb';
  readonly queue: 'embedded' | 'bullmq';
  readonly replicas: number;
  /** Seconds between two faults on the average; 0: none. */
  readonly killEvery: number;
  readonly seed: number;
  /** Names of the strikes; all when empty. */
  readonly only: readonly string[];
  readonly goals: Goals;
  /** Where the summary is written as JSON. */
  readonly summary: string | undefined;
}

/** What was asked for: a run, or (with `mutants`) the hunt of those whose name holds the text. */
export interface Command {
  readonly options: Options;
  readonly mutants: string | undefined;
  /** Name of a scenario that is played instead of a run. */
  readonly scenario: string | undefined;
}

const goalNames = ['instances', 'kills', 'database-faults', 'redis-faults'] as const;

export const usage = `npm run faults -- [options]
  --minutes 10         how long the clients work, at least
  --clients 20         how many of them
  --database sqlite    or mariadb (a throw-away server)
  --queue embedded     or bullmq (a throw-away Redis)
  --replicas n         servers behind the clients; 1 on SQLite, else 2 unless told
  --kill-every 8       seconds between two faults on the average; 0: none
  --only a,b           of ${strikes.map(({ name }) => name).join(', ')}
  --instances n --kills n --database-faults n --redis-faults n
                       go on until there were at least so many
  --seed n             repeats the draws of an earlier run
  --summary file       writes the figures as JSON
npm run faults -- --scenario ${Object.keys(scenarios).join(' | ')} [--database …]
npm run faults -- --mutants      the suite must find each of the faults that are built into copies of the server
npm run faults -- --mutant name  one of them`;

/** @throws Error with a sentence for whoever typed them */
export const readCommand = (args: readonly string[]): Command => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      clients: { type: 'string', default: '20' },
      database: { type: 'string', default: 'sqlite' },
      queue: { type: 'string', default: 'embedded' },
      replicas: { type: 'string' },
      'kill-every': { type: 'string', default: '8' },
      only: { type: 'string', default: '' },
      instances: { type: 'string', default: '0' },
      kills: { type: 'string', default: '0' },
      'database-faults': { type: 'string', default: '0' },
      'redis-faults': { type: 'string', default: '0' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      summary: { type: 'string' },
      mutants: { type: 'boolean', default: false },
      mutant: { type: 'string' },
      scenario: { type: 'string' },
    },
  });
  const database = oneOf('database', values.database, ['sqlite', 'mariadb']);
  const replicas = number('replicas', values.replicas ?? (database === 'sqlite' ? '1' : '2'));
  if (!Number.isInteger(replicas) || replicas < 1) throw new Error('--replicas must be a whole number from 1 on');
  if (database === 'sqlite' && replicas > 1) throw new Error('One server uses a SQLite file: take --database mariadb for more');
  const only = values.only === '' ? [] : values.only.split(',').map((name) => name.trim());
  const names = strikes.map(({ name }) => name);
  for (const name of only) oneOf('only', name, names);
  const options: Options = {
    minutes: number('minutes', values.minutes),
    clients: number('clients', values.clients),
    database,
    queue: oneOf('queue', values.queue, ['embedded', 'bullmq']),
    replicas,
    killEvery: number('kill-every', values['kill-every']),
    seed: number('seed', values.seed),
    only,
    goals: Object.fromEntries(goalNames.map((name) => [name, number(name, values[name])])) as unknown as Goals,
    summary: values.summary,
  };
  const scenario = values.scenario === undefined ? undefined : oneOf('scenario', values.scenario, Object.keys(scenarios));
  return { options, scenario, mutants: values.mutant ?? (values.mutants ? '' : undefined) };
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
