import type { JournalRecord } from '@gaita/contracts';
import type { InstancePartRow, InstanceRow } from '../../../apps/server/src/instances/tables.ts';
import {
  historyActivityTable,
  historyInstanceTable,
  historyVariableTable,
  instancePartTable,
  instanceTable,
  journalTable,
} from '../../../apps/server/src/instances/tables.ts';
import { incidentTable, jobTable } from '../../../apps/server/src/jobs/tables.ts';
import { definitionTable, resourceTable } from '../../../apps/server/src/models/tables.ts';
import { deliveryTable, subscriptionTable } from '../../../apps/server/src/messages/tables.ts';
import { verifyChain } from '../../../apps/server/src/audit/index.ts';
import { migrations } from '../../../apps/server/src/migrations/index.ts';
import { commandTable } from '../../../apps/server/src/platform/command-table.ts';
import type { Config } from '../../../apps/server/src/platform/config.ts';
import { Database } from '../../../apps/server/src/platform/database/database.ts';
import { historyTaskTable, taskOpinionTable, taskSignatureTable, taskTable } from '../../../apps/server/src/tasks/tables.ts';
import { timerTable } from '../../../apps/server/src/timers/tables.ts';

/** All that the server has stored about instances, read when it is stopped. */
export type StoredState = Awaited<ReturnType<typeof readState>>;

/** Longer values are not read: clients enter texts of 5 MB, of which the ledger keeps the length. Bytes of JSON. */
const longestValue = 50_000;

/** A record of the journal with the step that it belongs to. */
export interface Recorded<R = JournalRecord> {
  readonly record: R;
  readonly instanceId: string;
  readonly sequence: number;
  readonly at: number;
}

export const readState = async (config: Config) => {
  const database = await Database.open(config, migrations);
  try {
    const { reader } = database;
    const [instances, histories, journal, activities, tasks, historyTasks, signatures, timers, jobs, incidents] =
      await Promise.all([
        reader.find(instanceTable),
        reader.find(historyInstanceTable),
        reader.find(journalTable, '', [], { orderBy: 'instance_id, sequence' }),
        reader.find(historyActivityTable),
        reader.find(taskTable),
        reader.find(historyTaskTable),
        reader.find(taskSignatureTable),
        reader.find(timerTable),
        reader.find(jobTable),
        reader.find(incidentTable),
      ]);
    const [parts, subscriptions, deliveries, commands, opinions, definitions, resources, variables] = await Promise.all([
      reader.find(instancePartTable),
      reader.find(subscriptionTable),
      reader.find(deliveryTable),
      reader.find(commandTable),
      reader.find(taskOpinionTable),
      reader.find(definitionTable),
      reader.find(resourceTable),
      reader.find(historyVariableTable, 'LENGTH(value) <= ?', [longestValue]),
    ]);
    const records = journal.flatMap(({ instanceId, sequence, at, records: ofStep }) =>
      ofStep.map((record) => ({ record: record as JournalRecord, instanceId, sequence, at })),
    );
    // demo cases are copied in with dates of the past
    const audit = await verifyChain(database, { allowsPast: true });
    const ofOpinions = new Set(opinions.map(({ id }) => id));
    const isOfModel = ({ id }: { readonly id: string }) => !ofOpinions.has(id);
    return {
      instances: instances.map((row) => withParts(row, parts)), histories, journal, records, activities, signatures, timers, jobs, incidents,
      subscriptions, deliveries, commands, opinions, definitions, resources, variables, audit,
      // the kernel knows of the model's tasks only; those by which an opinion is asked are rows of their own
      tasks: tasks.filter(isOfModel), historyTasks: historyTasks.filter(isOfModel),
      opinionTasks: tasks.filter((row) => !isOfModel(row)), historyOpinionTasks: historyTasks.filter((row) => !isOfModel(row)),
    }; // prettier-ignore
  } finally {
    await database.close();
  }
};

/** Records of one kind. */
export const recordsOf = <K extends JournalRecord['kind']>(
  state: Pick<StoredState, 'records'>,
  kind: K,
): Recorded<Extract<JournalRecord, { kind: K }>>[] =>
  state.records.filter((each): each is Recorded<Extract<JournalRecord, { kind: K }>> => each.record.kind === kind);

/** The instance's row with the scopes that are stored apart. */
function withParts(row: InstanceRow, parts: readonly InstancePartRow[]): InstanceRow {
  const own = parts.filter(({ instanceId }) => instanceId === row.id);
  if (own.length === 0) return row;
  const scopes = Object.fromEntries(own.map(({ id, content }) => [id, JSON.parse(content) as unknown]));
  return { ...row, snapshot: JSON.stringify({ ...(JSON.parse(row.snapshot) as object), scopes }) };
}
