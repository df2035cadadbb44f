import type { Calendar } from '@gaita/calendar';
import type { JournalRecord, Rejection } from '@gaita/contracts';
import type { CompiledDecision } from '@gaita/expressions';
import type { Snapshot } from './snapshot.ts';

/** All that a step may know of the world: plain data and pure functions. */
export interface Environment {
  /** Milliseconds since 1970, the database's time. `now()` and `today()` of expressions come from it. */
  readonly now: number;
  /** Prefix, at most 28 characters, unique to this step, from which the kernel counts ids that sort in order of creation. */
  readonly ids: string;
  /** Compiled decisions by the reference as the model writes it (`compile` lists the references in `CompiledProcess.decisions`). */
  readonly decisions: { readonly [reference: string]: CompiledDecision };
  readonly calendar: Calendar;
  /** Element activations in one slice before the kernel yields; default 1,000. */
  readonly stepBudget?: number;
}

export type Advanced =
  | {
      readonly kind: 'advanced';
      readonly snapshot: Snapshot;
      /** Ids of the scopes that changed. */
      readonly touched: readonly string[];
      readonly records: readonly JournalRecord[];
    }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }
  /** The snapshot came without these scopes, which the step needs: call again with them. */
  | { readonly kind: 'need'; readonly scopeIds: readonly string[] };
