import type { Client } from '../client.ts';
import type { Injector } from '../injector.ts';
import type { Random } from '../random.ts';
import { kinds } from './kinds.ts';
import { JobWorker } from './job-worker.ts';
import { TaskValues } from './task-values.ts';
import { Worker } from './worker.ts';

export interface Load {
  readonly clients: number;
  /** Whether it is enough. */
  readonly over: () => boolean;
  /** Seconds between two faults on the average; 0: none. */
  readonly killEvery: number;
  /** Folder of the shipped processes, whose scenarios tell what people enter. */
  readonly processes: string;
  /** Begins the clients' business keys. */
  readonly name: string;
  /** Keys of the processes that are started; all unless told. */
  readonly only?: readonly string[];
  /** Whether workers outside go on until no job is left; absent: they do. */
  readonly settles?: boolean;
}

const jobWorkers = 3;

/** Clients and workers work while faults strike. Comes back when they have stopped and everything is up. */
export const workUnderFaults = async (
  client: Client,
  injector: Injector,
  random: Random,
  { clients, over, killEvery, processes, name, only, settles = true }: Load,
): Promise<void> => {
  const values = new TaskValues(processes);
  const chosen = kinds.filter(({ key }) => only === undefined || only.includes(key));
  let isCalm = false;
  const people = Array.from(
    { length: clients },
    (_, index) => new Worker(`${name}-${index + 1}`, client, { values, kinds: chosen }, random.fork(), over),
  );
  const outside = Array.from(
    { length: jobWorkers },
    // a server that stood still may make a job after its client has given up: whoever does it looks until the last strike is over
    (_, index) => new JobWorker(`${name}-w${index + 1}`, client, random.fork(), () => isCalm, settles),
  );
  const striking = killEvery > 0 ? injector.run(killEvery, over) : Promise.resolve();
  const working = Promise.all([...people.map((worker) => worker.run()), striking]).finally(() => (isCalm = true));
  await Promise.all([working, ...outside.map((worker) => worker.run())]);
};
