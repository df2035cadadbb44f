import { benchChain } from './chain.ts';
import { benchDurable } from './durable.ts';
import { benchFloor } from './floor.ts';
import { benchHistory } from './history.ts';
import { benchHttp } from './http.ts';
import { benchInbox } from './inbox.ts';
import { benchLoop, benchRow, benchSteps, benchWaiting } from './kernel.ts';
import { benchOneTask } from './one-task.ts';
import { benchOverload } from './overload.ts';
import { benchCase } from './realistic-case.ts';
import { benchReplicas } from './replicas.ts';
import { benchStartup } from './startup.ts';
import { databasesFor } from './throw-away-databases.ts';
import { benchTimers } from './timers.ts';
import { benchWaitingCases } from './waiting.ts';
import { benchWeb } from './web.ts';
import type { Workload } from './workload.ts';

/** All that can be measured, in order. A new one is a file beside this and a line here. */
export const workloads: readonly Workload[] = [
  { name: 'kernel', about: 'one step on the benchmark model, no database', run: ({ quick }) => benchSteps(quick ? 100 : 5_000) },
  { name: 'row', about: 'a long row of tasks on the kernel', run: ({ quick }) => benchRow(quick ? 1_000 : 10_000) },
  { name: 'loop', about: 'a long loop on the kernel', run: ({ quick }) => benchLoop(quick ? 1_000 : 100_000) },
  {
    name: 'snapshots',
    about: 'instances that wait, held in memory',
    run: ({ quick }) => benchWaiting(quick ? 1_000 : 100_000),
  },
  {
    name: 'floor',
    about: 'the smallest honest transaction, SQLite and MariaDB',
    run: ({ quick }) => benchFloor(quick ? 0.2 : 2),
  },
  {
    name: 'durable',
    about: 'durable steps in process against the floor of the same run, SQLite and MariaDB',
    run: ({ quick }) => (quick ? benchDurable(1, 0.1) : benchDurable(7, 3)),
  },
  {
    name: 'http',
    about: 'durable steps through HTTP against the floor of the same run, SQLite and MariaDB',
    run: ({ quick }) => (quick ? benchHttp(1, 0.1, databasesFor({ quick })) : benchHttp(7, 3)),
  },
  { name: 'one-task', about: 'the process with one task through HTTP, SQLite and MariaDB', run: benchOneTask },
  { name: 'case', about: 'a shipped process with six tasks as people go through it, SQLite and MariaDB', run: benchCase },
  {
    name: 'startup',
    about: 'how long the server takes to start, and its memory, with 1,000 definitions deployed',
    run: benchStartup,
  },
  {
    name: 'timers',
    about: 'timers due in one instant and over ten seconds, both queues, SQLite and MariaDB',
    run: benchTimers,
  },
  {
    name: 'overload',
    about: 'completions through HTTP at 70 % of what the server can do, and at three times as much',
    run: benchOverload,
  },
  {
    name: 'waiting',
    about: '100,000 cases that wait: memory and disk, SQLite and MariaDB',
    run: benchWaitingCases,
  },
  {
    name: 'history',
    about: 'steps with 1,000,000 finished and 100,000 open cases against steps in an empty database, SQLite and MariaDB',
    run: benchHistory,
  },
  {
    name: 'replicas',
    about: 'one, two and three replicas on one machine, MariaDB and Redis',
    run: benchReplicas,
  },
  {
    name: 'chain',
    about: 'acts sealed and verified, SQLite on this disk',
    run: ({ quick }) => benchChain(quick ? 1_000 : 100_000),
  },
  {
    name: 'web',
    about: 'the first page and a list of 10,000 rows in a browser',
    run: ({ quick }) => benchWeb(quick ? 1 : 7),
  },
  {
    name: 'inbox',
    about: 'lists of work among 100,000 open and 1,000,000 finished tasks, SQLite and MariaDB',
    run: ({ quick }) => (quick ? benchInbox(300, 1_200, 1) : benchInbox(100_000, 1_000_000, 30)),
  },
];
