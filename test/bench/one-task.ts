import { availableParallelism } from 'node:os';
import { smallModel, userTask } from '../support/small-model.ts';
import { BenchClient } from './bench-client.ts';
import { processorTime } from './processor-time.ts';
import { forSeconds } from './rounds.ts';
import { startReplica } from './start-replica.ts';
import { figures, ofRounds } from './statistics.ts';
import { databasesFor, onEach } from './throw-away-databases.ts';
import type { Row, Settings } from './workload.ts';

const clients = 16;

/**
 * The process that other engines are measured with: start, one task, end. 16 clients each start a case, look for its task and
 * complete it, through HTTP; every commit is synced. The load generator works on the same cores.
 */
export const benchOneTask = ({ quick }: Settings): Promise<Row[]> =>
  onEach(databasesFor({ quick }), async (database) => {
    const replica = await startReplica({ database: database.url });
    const client = new BenchClient(replica.address);
    try {
      await client.deploy({ 'model.bpmn': smallModel('one-task', [userTask('work', 'case-handler')]) });
      const millis: number[] = [];
      const started = new Set<string>();
      const play = async () => {
        const began = performance.now();
        const { id } = await client.insist<{ id: string }>({
          path: '/engine-rest/process-definition/key/one-task/start',
          body: {},
        });
        const [task] = await client.insist<{ id: string }[]>({
          method: 'GET',
          path: `/engine-rest/task?processInstanceId=${id}`,
        });
        await client.insist({ path: `/engine-rest/task/${task?.id}/complete`, body: {}, as: 'case-handler-1' });
        millis.push(performance.now() - began);
        started.add(id);
      };
      const cpu = async () => (await replica.used()).cpu + (database.pid === undefined ? 0 : processorTime(database.pid));
      const seconds = quick ? 0.5 : 5;
      await forSeconds(seconds, clients, play);
      millis.length = 0;
      const perSecond: number[] = [];
      const perCoreSecond: number[] = [];
      for (let round = 0; round < (quick ? 1 : 7); round++) {
        const before = await cpu();
        const { count, seconds: took } = await forSeconds(seconds, clients, play);
        perSecond.push(count / took);
        perCoreSecond.push((count * 1_000) / ((await cpu()) - before));
      }
      const ended = await database.query(
        "SELECT id FROM history_instance WHERE process_key = 'one-task' AND ended_at IS NOT NULL",
      );
      const found = new Set(ended.map(({ id }) => String(id)));
      const cores = availableParallelism();
      const { median, p99 } = figures(millis);
      return [
        { name: 'cases a second', ...ofRounds(perSecond), unit: '' },
        {
          name: `cases a second and core of the machine (${cores})`,
          ...ofRounds(perSecond.map((each) => each / cores)),
          unit: '',
          bound: 25,
          aim: 50,
          least: true,
        },
        { name: 'cases a second of CPU of server and database', ...ofRounds(perCoreSecond), unit: '' },
        { name: 'a case from start to end, median', value: median, unit: 'ms' },
        { name: 'a case from start to end, p99', value: p99, unit: 'ms' },
        { name: 'acknowledged and lost', value: [...started].filter((id) => !found.has(id)).length, unit: '', bound: 0 },
      ];
    } finally {
      client.close();
      await replica.stop();
    }
  });
