import type { Client } from '../client.ts';
import type { Injector } from '../injector.ts';
import type { Random } from '../random.ts';
import { TaskValues } from './task-values.ts';
import { Worker } from './worker.ts';

export interface Load {
  readonly clients: number;
  /** Milliseconds. */
  readonly length: number;
  /** Seconds between two faults on the average; 0: none. */
  readonly killEvery: number;
  /** Folder of the shipped processes, whose scenarios tell what people enter. */
  readonly processes: string;
  /** Begins the clients' business keys. */
  readonly name: string;
}

/** Clients work while faults strike. Comes back when the clients have stopped and the server is up. */
export const workUnderFaults = async (client: Client, injector: Injector, random: Random, load: Load): Promise<void> => {
  const end = Date.now() + load.length;
  const over = () => Date.now() >= end;
  const values = new TaskValues(load.processes);
  const workers = Array.from(
    { length: load.clients },
    (_, index) => new Worker(`${load.name}-${index + 1}`, client, values, random.fork(), over),
  );
  const striking = load.killEvery > 0 ? injector.run(load.killEvery, over) : Promise.resolve();
  await Promise.all([...workers.map((worker) => worker.run()), striking]);
};
