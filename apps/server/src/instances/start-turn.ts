import { createHash } from 'node:crypto';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { DefinitionRow } from '../models/index.ts';
import type { Database } from '../platform/database/database.ts';
import type { Guard, RowChanges } from '../platform/write-plan.ts';
import { DuplicateRow } from '../platform/errors.ts';
import { startGatheringTable } from './tables.ts';

/** The right to decide what the events of one start element do; of two that arrive together the second decides anew. */
export interface StartTurn {
  readonly guards: readonly Guard[];
  change(changes: RowChanges): void;
  stillHolds(): Promise<Rejection | undefined>;
}

/** Whether a commit failed because another event took the very first turn. */
export const isOvertaken = (error: unknown): boolean => error instanceof DuplicateRow && error.table === startGatheringTable.name;

/** Read it before looking at anything that the decision rests on. */
export async function startTurn(database: Database, row: DefinitionRow, elementId: string): Promise<StartTurn> {
  const id = createHash('sha256')
    .update(JSON.stringify([row.institution, row.processKey, elementId]))
    .digest('hex');
  const read = () => database.reader.byId(startGatheringTable, id);
  const before = await read();
  return {
    guards: before ? [{ table: startGatheringTable, id, revision: before.revision, mode: 'write' }] : [],
    change: (changes) =>
      before
        ? changes.update(startGatheringTable, id, { revision: before.revision + 1 })
        : changes.insert(startGatheringTable, { id, revision: 1 }),
    stillHolds: async () =>
      (await read())?.revision === before?.revision
        ? undefined
        : rejected('subscription-closed', `Another event of ${elementId} arrived at the same time.`, { elementId }),
  };
}
