import { BenchClient } from './bench-client.ts';
import { benchmarkModel } from './benchmark-model.ts';
import { residentBytes } from './processor-time.ts';
import { startCases } from './start-cases.ts';
import { startReplica } from './start-replica.ts';
import { databasesFor, onEach } from './throw-away-databases.ts';
import type { Row, Settings } from './workload.ts';

/** Cases of the benchmark model, really started through HTTP, that wait at their first task: memory of server and database, and disk. */
export const benchWaitingCases = ({ quick, say }: Settings): Promise<Row[]> =>
  onEach(databasesFor({ quick }), async (database) => {
    const count = quick ? 100 : 100_000;
    const replica = await startReplica({ database: database.url });
    const client = new BenchClient(replica.address);
    try {
      await client.deploy({ 'model.bpmn': benchmarkModel() });
      await startCases(client, quick ? 20 : 1_000);
      const before = await replica.used(true);
      const bytes = await database.bytes();
      say(`${count} cases are started`);
      const began = performance.now();
      await startCases(client, count);
      const seconds = (performance.now() - began) / 1_000;
      const after = await replica.used(true);
      const perCase = ((await database.bytes()) - bytes) / count / 1_024;
      const [waiting] = await database.query('SELECT COUNT(*) AS n FROM instance');
      const megabytes = (value: number) => value / 1e6;
      return [
        { name: `${count.toLocaleString('en')} cases started, a second`, value: count / seconds, unit: '' },
        { name: 'heap of the server before', value: megabytes(before.heap), unit: 'MB' },
        { name: 'heap of the server with all waiting', value: megabytes(after.heap), unit: 'MB' },
        { name: 'resident before', value: megabytes(before.resident), unit: 'MB' },
        { name: 'resident with all waiting', value: megabytes(after.resident), unit: 'MB' },
        ...(database.pid === undefined
          ? []
          : [{ name: 'resident, the database', value: megabytes(residentBytes(database.pid)), unit: 'MB' }]),
        { name: 'on disk a case, with journal, history and audit', value: perCase, unit: 'KiB' },
        { name: 'started and not waiting', value: count + (quick ? 20 : 1_000) - Number(waiting?.['n']), unit: '', bound: 0 },
      ];
    } finally {
      client.close();
      await replica.stop();
    }
  });
