import type { INestApplicationContext } from '@nestjs/common';
import type { JournalRecord, Json, Variables } from '@gaita/contracts';
import type { HistoryInstanceRow } from '../../apps/server/src/instances/index.ts';
import {
  historyActivityTable,
  historyInstanceTable,
  historyVariableTable,
  journalTable,
} from '../../apps/server/src/instances/index.ts';
import { incidentTable, jobTable } from '../../apps/server/src/jobs/index.ts';
import { Definitions } from '../../apps/server/src/models/index.ts';
import { Database } from '../../apps/server/src/platform/database/database.ts';
import type { Reader } from '../../apps/server/src/platform/database/reader.ts';
import { noticeTable } from '../../apps/server/src/services/index.ts';
import { taskTable } from '../../apps/server/src/tasks/index.ts';

/** What the database tells about one case: each as a scenario's expectation means it. */
export interface CaseFacts {
  readonly waitingAt: readonly string[];
  readonly path: readonly string[];
  /** Elements and flows. */
  readonly passed: ReadonlySet<string>;
  readonly messages: readonly string[];
  readonly started: readonly string[];
  readonly notified: readonly string[];
  readonly variables: Variables;
  readonly ended: string | false;
  /** What stands still because it failed, as sentences. */
  readonly troubles: readonly string[];
}

export async function readFacts(app: INestApplicationContext, id: string): Promise<CaseFacts> {
  const { reader } = app.get(Database);
  const of = 'instance_id = ?';
  const history = await reader.byId(historyInstanceTable, id);
  const activities = await reader.find(historyActivityTable, of, [id], { orderBy: 'position' });
  const entered = (type: string) => activities.flatMap(({ elementType, elementId }) => (elementType === type ? elementId : []));
  const records = (await reader.find(journalTable, of, [id], { orderBy: 'sequence' })).flatMap(
    (row) => row.records as JournalRecord[],
  );
  const messages = records.flatMap((record) =>
    record.kind === 'deliverySent' && record.delivery.type === 'message' ? record.delivery.messageName : [],
  );
  const tasks = await reader.find(taskTable, of, [id], { orderBy: 'element_id' });
  const notices = await reader.find(noticeTable, of, [id], { orderBy: 'created_at, id' });
  const variables = await reader.find(historyVariableTable, `${of} AND scope_id = ?`, [id, id]);
  return {
    waitingAt: tasks.filter(({ opinionOf }) => opinionOf === null).map(({ elementId }) => elementId),
    path: entered('userTask'),
    passed: new Set(records.flatMap(passedBy)),
    messages,
    started: await startedBy(app, id, messages),
    notified: notices.flatMap(({ role }) => role ?? []),
    variables: Object.fromEntries(variables.map(({ name, value }) => [name, value as Json])),
    ended: history !== undefined && history.endedAt !== null && (entered('endEvent').at(-1) ?? 'no end event'),
    troubles: await troublesOf(reader, id),
  };
}

function passedBy(record: JournalRecord): string[] {
  if (record.kind === 'activityStarted') return [record.elementId];
  return record.kind === 'flowTaken' ? [record.flowId] : [];
}

/** Keys of the processes that the messages started: each takes the earliest case that begins at a start event of its name. */
async function startedBy(app: INestApplicationContext, id: string, messages: readonly string[]): Promise<string[]> {
  if (messages.length === 0) return [];
  const others = await app.get(Database).reader.find(historyInstanceTable, 'id <> ?', [id], { orderBy: 'started_at, id' });
  const begun = await Promise.all(others.map(async (row) => ({ row, message: await startMessageOf(app, row) })));
  return messages.flatMap((message) => {
    const at = begun.findIndex((one) => one.message === message);
    return at < 0 ? [] : begun.splice(at, 1).map(({ row }) => row.processKey);
  });
}

async function startMessageOf(app: INestApplicationContext, { definitionId, startElementId }: HistoryInstanceRow) {
  const definition = await app.get(Definitions).byId(definitionId);
  return definition?.process.startEvents.find(({ elementId }) => elementId === startElementId)?.name?.source;
}

async function troublesOf(reader: Reader, id: string): Promise<string[]> {
  const incidents = await reader.find(incidentTable, 'instance_id = ?', [id]);
  const jobs = await reader.find(jobTable, 'instance_id = ? AND failures > 0', [id]);
  return [
    ...incidents.map(({ elementId, message }) => `${elementId} waits for an operator: ${message}`),
    ...jobs.map(({ elementId, topic, errorMessage }) => `${elementId} (${topic}) failed: ${errorMessage ?? 'no reason given'}`),
  ];
}
