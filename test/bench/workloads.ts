import { benchChain } from './chain.ts';
import { benchDurable, benchWaitingInstances } from './durable.ts';
import { benchHttp } from './http.ts';
import { benchLoop, benchRow, benchSteps, benchWaiting } from './kernel.ts';
import type { Workload } from './workload.ts';

/** All that can be measured, in order. A new one is a file beside this and a line here. */
export const workloads: readonly Workload[] = [
  { name: 'kernel', about: 'one step on the benchmark model, no database', run: () => benchSteps(5_000) },
  { name: 'row', about: 'a long row of tasks on the kernel', run: () => benchRow(10_000) },
  { name: 'loop', about: 'a long loop on the kernel', run: () => benchLoop(100_000) },
  { name: 'waiting', about: 'instances that wait, held in memory', run: () => benchWaiting(100_000) },
  { name: 'durable', about: 'durable steps in process, SQLite on this disk', run: () => benchDurable(400, 32) },
  {
    name: 'instances',
    about: 'instances that wait in the database of a running server',
    run: () => benchWaitingInstances(100_000),
  },
  { name: 'http', about: 'durable steps through HTTP, SQLite on this disk', run: () => benchHttp(300, 16) },
  { name: 'chain', about: 'acts sealed and verified, SQLite on this disk', run: () => benchChain(100_000) },
];
