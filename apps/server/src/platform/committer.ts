import type { Rejection } from '@gaita/contracts';
import type { RowOf, Table } from './database/table.ts';
import type { Claim, Command, WritePlan } from './write-plan.ts';

/** The one way in which the server changes the database. One per process. */
export abstract class Committer {
  /**
   * Prepares and commits. `prepare` reads without a transaction and is called again (up to five times, with jitter) when a
   * guard was lost; then the answer is the rejection `too-busy`. A command whose idempotency key is known is answered from
   * its stored row without preparing; key in work: `command-in-work`; other hash: `idempotency-key-reused`.
   */
  abstract run<A>(command: Command, prepare: () => Promise<WritePlan<A> | Rejection>): Promise<A | Rejection>;

  /** Commits one prepared plan; `lost` when a guarded row was missing, locked or of another revision. Used by the instance queue. */
  abstract commit(plan: WritePlan): Promise<'committed' | 'lost'>;

  /** Picks rows, sets the columns and returns the rows as they are after that. */
  abstract claim<T extends Table>(claim: Claim<T>): Promise<RowOf<T>[]>;
}
