import { undoRule } from '../instances/index.ts';
import { caseClockEntryTable } from './tables.ts';

/**
 * A completion that stopped, started or ended the clock and is taken back: its entries count no longer, and the clock is counted anew
 * after the commit, by `recountWithout` or, when that does not come to it, by the sweep.
 */
export const undoEntries = (recountWithout: (entryId: string) => void) =>
  undoRule({
    table: caseClockEntryTable,
    mark: () => ({ kind: 'takenBack' as const, counted: false }),
    removed: (id, { afterCommit }) => afterCommit(() => recountWithout(id)),
  });
