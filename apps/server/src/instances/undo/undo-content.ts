import type { Variables, VariableTypes } from '@gaita/contracts';
import type { StepUndo } from '@gaita/engine';
import type { Table } from '../../platform/database/table.ts';

type Row = { readonly id: string } & Readonly<Record<string, unknown>>;

/** What a completion has changed, the other way round. Rows are named by their table. */
export interface UndoContent {
  /** Of the snapshot; none when the completion was no step of the process (a signature before the last). */
  readonly step?: StepUndo;
  readonly deleted: readonly { readonly table: string; readonly row: Row }[];
  /** `revision`: the one that the row has got. */
  readonly changed: readonly {
    readonly table: string;
    readonly id: string;
    readonly before: Readonly<Record<string, unknown>>;
    readonly revision?: number;
  }[];
  /** Ids by table, with the revision of rows that have one. */
  readonly created: Readonly<Record<string, readonly (readonly [id: string, revision?: number])[]>>;
  /** What the person had entered. */
  readonly entered: { readonly variables: Variables; readonly types?: VariableTypes };
}

/** Asks to note how a command may be taken back. */
export interface UndoRequest {
  /** Address of the task that is completed. */
  readonly taskId: string;
  readonly entered: UndoContent['entered'];
  /** Rows that the command has read anyway. */
  readonly known: readonly { readonly table: Table; readonly row: Row }[];
}
