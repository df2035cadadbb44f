import type { Calendar } from '@gaita/calendar';
import type { JournalRecord, RecordKind, RecordOf } from '@gaita/contracts';
import type { Definition } from '../models/index.ts';
import type { RowChanges } from '../platform/write-plan.ts';

/** What an applier may know of the step whose record it turns into rows. */
export interface ApplyContext {
  readonly instance: {
    readonly id: string;
    readonly institution: string;
    readonly unit: string | null;
    readonly definitionId: string;
    readonly processKey: string;
    readonly businessKey: string | null;
    readonly rootInstanceId: string;
    readonly callDepth: number;
  };
  readonly now: number;
  readonly commandId: string;
  /** Account of the acting person, or `system`. */
  readonly actor: string;
  /** Orders this record among all of the instance. */
  readonly position: number;
  readonly changes: RowChanges;
  /** Name of the element in the model (English). */
  nameOf(elementId: string): string | undefined;
  /** The model that the instance runs. */
  readonly definition: Pick<Definition, 'model' | 'process'>;
  /** Of the instance's institution. */
  readonly calendar: Calendar;
  /** Runs after the commit: arm a queue, wake a handler, drain a delivery. Never throws. */
  afterCommit(effect: () => void): void;
}

/**
 * Port: one feature applies one record kind. The server refuses to start when a kind has none or two.
 * Register with `RecordAppliers.register` in the feature module's `onModuleInit`.
 */
export type RecordApplier = {
  readonly [K in RecordKind]?: (record: RecordOf<K>, context: ApplyContext) => void;
};

export type AnyApplier = (record: JournalRecord, context: ApplyContext) => void;

/** Port: a feature that notes what a step means for it beside the rows that the record's own feature writes, in the same commit. */
export type RecordObserver = AnyApplier;
