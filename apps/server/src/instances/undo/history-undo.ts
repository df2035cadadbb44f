import { historyActivityTable, historyDecisionTable, historyInstanceTable, historyVariableTable } from '../tables.ts';
import { undoRule } from './undo-rules.ts';

const onlyEnds = (set: object): boolean => Object.keys(set).every((property) => property === 'endedAt' || property === 'outcome');

/** History of what was taken back: entries are marked, what was changed of earlier ones is as before. */
export const historyUndo = [
  undoRule({
    table: historyActivityTable,
    mark: (now) => ({ endedAt: now, outcome: 'canceled' }),
    before: (set) => (onlyEnds(set) ? { endedAt: null, outcome: null } : undefined),
  }),
  // the snapshot holds what they were: see `UndoSteps`
  undoRule({ table: historyVariableTable, before: () => ({}) }),
  undoRule({ table: historyDecisionTable }),
  undoRule({ table: historyInstanceTable }),
];
