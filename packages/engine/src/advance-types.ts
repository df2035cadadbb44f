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
  /** Asked after each element: the slice ends early because its expressions have taken long. Default: never. */
  readonly isLong?: () => boolean;
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
  /** The snapshot came without scopes that the step needs: call again with them (`withParts`). */
  | ({ readonly kind: 'need' } & Need);

/** Scopes that are stored apart. Those that are not stored any more are gone. */
export interface Need {
  /** Each with everything of the item of a body in which it lives, and the scopes around that. */
  readonly scopeIds: readonly string[];
  /** Everything that lives below these scopes. */
  readonly below: readonly string[];
}
