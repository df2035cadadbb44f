import type { Reader } from '../platform/database/reader.ts';
import type { AuditEntryRow } from './tables.ts';
import { auditEntryTable } from './tables.ts';

const mostLookedAt = 20;

/** Who did one of the acts to the object last, and when; nothing where the newest entries of the trail do not tell. */
export async function lastAct(
  reader: Reader,
  object: { readonly type: string; readonly id: string },
  acts: readonly string[],
  isIt: (entry: AuditEntryRow) => boolean = () => true,
): Promise<{ readonly by?: string; readonly at?: number }> {
  const entries = await reader.find(
    auditEntryTable,
    'object_type = ? AND object_id = ? AND act IN (?)',
    [object.type, object.id, acts],
    { orderBy: 'at DESC, id DESC', limit: mostLookedAt },
  );
  const last = entries.find(isIt);
  return last ? { by: last.account, at: last.at } : {};
}
