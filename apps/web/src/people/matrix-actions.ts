import type { AssignmentView } from '@gaita/contracts';

/** What the matrix may be asked to do with a row. */
export interface MatrixActions {
  readonly assign: (wanted: { role?: string; account?: string }) => void;
  readonly change: (assignment: AssignmentView) => void;
  readonly reload: () => void;
}
