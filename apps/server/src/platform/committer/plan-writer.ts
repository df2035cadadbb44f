import type { RowOf, Table } from '../database/table.ts';
import type { Claim } from '../write-plan.ts';
import type { EncodedPlan } from './encode-plan.ts';

export type Outcome = 'committed' | 'lost';

/** The transactions of the committer on its own connection; one call at a time. */
export interface PlanWriter {
  /** Whether the database works in a process of its own, so that this one can go on meanwhile. */
  readonly isElsewhere: boolean;
  /**
   * One transaction for all plans whose guards hold; the others are `lost`.
   * @throws WriteFailure after which nothing of any plan is written, unless it is `unclear`
   */
  writeBatch(plans: readonly EncodedPlan[]): Promise<Outcome[]>;
  /** As a batch of one, statement by statement, so that a failure names the table. */
  writeAlone(plan: EncodedPlan): Promise<Outcome>;
  claim<T extends Table>(claim: Claim<T>): Promise<RowOf<T>[]>;
  /** Which of these commands are stored, once no earlier transaction of this writer can still commit. */
  storedCommands(ids: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * - `duplicate`: a unique key is taken (`table` when it is known)
 * - `busy`: another transaction was in the way; prepare again
 * - `disconnected`: nothing was written
 * - `unclear`: the connection was lost at the commit, which may have happened
 * - `refused`: the database said no for another reason (disk full, a row too large, …)
 */
export type FailureKind = 'duplicate' | 'busy' | 'disconnected' | 'unclear' | 'refused';

export class WriteFailure extends Error {
  override readonly name = 'WriteFailure';
  readonly kind: FailureKind;
  readonly table: Table | undefined;

  constructor(kind: FailureKind, cause: unknown, table?: Table) {
    super((cause as { message?: string } | undefined)?.message ?? String(cause), { cause });
    this.kind = kind;
    this.table = table;
  }
}
