import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Database } from '../platform/database/database.ts';
import type { Guard, RowChanges } from '../platform/write-plan.ts';
import { notThere } from '../platform/write-plan.ts';
import { unknownCase } from './find-case.ts';
import { caseKeepingTable, historyInstanceTable } from './tables.ts';

/** Whoever adds to a case, holds it or erases it meets the others at one row, that of its root instance. */
interface Keeping {
  readonly guard: Guard;
  /** An erasure has begun; there is no way back. */
  readonly erasing: boolean;
}

type Reading = Pick<Database, 'reader'>;

/** To be read before it is asked what keeps the case. */
export const keepingOf = async ({ reader }: Reading, rootId: string): Promise<Keeping> => {
  const row = await reader.byId(caseKeepingTable, rootId);
  const guard: Guard = { table: caseKeepingTable, id: rootId, revision: row?.revision ?? notThere, mode: 'write' };
  return { guard, erasing: row !== undefined && row.erasingSince !== null };
};

/** For a plan that adds text or documents to a case, or to one that it called. Rejections: `instance-unknown`, `case-erased`. */
export const toAddToCase = async (database: Reading, instanceId: string): Promise<Guard | Rejection> => {
  const found = await database.reader.byId(historyInstanceTable, instanceId);
  if (!found) return unknownCase(instanceId);
  const { guard, erasing } = await keepingOf(database, found.rootInstanceId);
  return erasing ? caseErased(instanceId) : { ...guard, mode: 'rely' };
};

/** For a plan that holds a case. Rejections: `case-erased`. */
export const toHoldCase = async (database: Reading, changes: RowChanges, rootId: string): Promise<Guard | Rejection> => {
  const { guard, erasing } = await keepingOf(database, rootId);
  if (erasing) return caseErased(rootId);
  raise(changes, guard, null);
  return guard;
};

/** For the plan with which an erasure begins. */
export const beginErasing = (changes: RowChanges, { guard }: Keeping, now: number): void => raise(changes, guard, now);

const raise = (changes: RowChanges, { id, revision }: Guard, erasingSince: number | null): void => {
  if (revision === notThere) changes.insert(caseKeepingTable, { id, erasingSince, revision: 1 });
  else changes.update(caseKeepingTable, id, { erasingSince, revision: revision + 1 });
};

const caseErased = (instanceId: string): Rejection =>
  rejected('case-erased', 'The values of this case were erased: nothing is added to it, and it cannot be held.', { instanceId });
