import { readFileSync } from 'node:fs';
import { BenchClient } from './bench-client.ts';
import { fromRoot } from './built.ts';
import { forSeconds } from './rounds.ts';
import { startReplica } from './start-replica.ts';
import { figures, ofRounds } from './statistics.ts';
import { databasesFor, onEach } from './throw-away-databases.ts';
import type { Row, Settings } from './workload.ts';

interface Story {
  readonly steps: readonly { readonly complete?: string; readonly as?: string; readonly with?: object }[];
}
type Act = 'start' | 'list' | 'open' | 'claim' | 'complete';

const clients = 8;

/**
 * A permit for felling trees as its shipped scenario tells it, by the routes of the web app: applied for, then six tasks, each found,
 * claimed, opened with its form and completed with what people enter. Thirteen commands a case, twelve after the start.
 */
export const benchCase = ({ quick }: Settings): Promise<Row[]> =>
  onEach(databasesFor({ quick }), async (database) => {
    const replica = await startReplica({ database: database.url, processes: true });
    const client = new BenchClient(replica.address);
    try {
      const millis: Record<Act, number[]> = { start: [], list: [], open: [], claim: [], complete: [] };
      const play = player(client, (act, took) => millis[act].push(took));
      const seconds = quick ? 0.5 : 8;
      await forSeconds(seconds, clients, play);
      for (const list of Object.values(millis)) list.length = 0;
      const perSecond: number[] = [];
      for (let round = 0; round < (quick ? 1 : 5); round++) {
        const { count, seconds: took } = await forSeconds(seconds, clients, play);
        perSecond.push(count / took);
      }
      return [
        { name: `${clients} clients: cases a second`, ...ofRounds(perSecond), unit: '' },
        { name: `${clients} clients: commands a second`, ...ofRounds(perSecond.map((each) => each * 13)), unit: '' },
        ...(Object.entries(millis) as [Act, number[]][]).flatMap(([act, values]): Row[] => [
          { name: `${act}: median`, value: figures(values).median, unit: 'ms' },
          { name: `${act}: p99`, value: figures(values).p99, unit: 'ms' },
        ]),
      ];
    } finally {
      client.close();
      await replica.stop();
    }
  });

const processKey = 'permit-tree-felling';

function player(client: BenchClient, took: (act: Act, millis: number) => void): () => Promise<void> {
  const file = fromRoot(`processes/${processKey}/scenarios/permit-granted.json`);
  const { steps } = JSON.parse(readFileSync(file, 'utf8')) as Story;
  const timed = async <T>(act: Act, method: 'GET' | 'POST', path: string, as: string, body?: object): Promise<T> => {
    const began = performance.now();
    const answer = await client.insist<T>({ method, path: `/api/v1${path}`, as, ...(body && { body }) });
    took(act, performance.now() - began);
    return answer;
  };
  return async () => {
    const { instanceId } = await timed<{ instanceId: string }>(
      'start',
      'POST',
      `/processes/${processKey}/start`,
      'front-desk-1',
      {},
    );
    for (const { complete: elementId, as = '', with: variables = {} } of steps) {
      if (elementId === undefined) continue;
      const { items } = await timed<{ items: { id: string; elementId: string; assignee?: string | null }[] }>(
        'list',
        'GET',
        `/tasks?instanceId=${instanceId}`,
        as,
      );
      const task = items.find((each) => each.elementId === elementId);
      if (!task) throw new Error(`the case waits at ${items.map((each) => each.elementId).join(', ')}, not at ${elementId}`);
      if (!task.assignee) await timed('claim', 'POST', `/tasks/${task.id}/claim`, as, {});
      await timed('open', 'GET', `/tasks/${task.id}`, as);
      await timed('complete', 'POST', `/tasks/${task.id}/complete`, as, { variables });
    }
  };
}
