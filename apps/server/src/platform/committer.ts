import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { commandTable } from './command-table.ts';
import type { RowOf, Table } from './database/table.ts';
import { DuplicateRow } from './errors.ts';
import type { Claim, Command, WritePlan } from './write-plan.ts';

/** The one way in which the server changes the database. One per process. */
export abstract class Committer {
  /**
   * Prepares and commits. `prepare` reads without a transaction and is called again (up to five times, with jitter) when a
   * guard was lost; then the answer is the rejection `too-busy`. A command whose idempotency key is known is answered from
   * its stored row without preparing; key in work: `command-in-work`; other hash: `idempotency-key-reused`.
   * The command's row is added where the plan does not list it.
   * @throws DuplicateRow when an inserted row's unique key is taken
   * @throws OperationalError when the database does not answer
   */
  abstract run<A>(command: Command, prepare: () => Promise<WritePlan<A> | Rejection>): Promise<A | Rejection>;

  /**
   * For who commits plans of several commands himself (the instance queue): what a repeated idempotency key answers, or
   * undefined when the command is new; its key then counts as in work until `end`.
   */
  abstract begin<A>(command: Command): Promise<{ readonly answer: A } | Rejection | undefined>;
  abstract end(command: Command): void;

  /** What is stored of the command: under its key, or of itself after an unclear commit. */
  protected abstract recall<A>(command: Command): Promise<{ readonly answer: A } | Rejection | undefined>;

  /**
   * What a repeated idempotency key answers, for who would refuse the command because of its own effect: the task is gone
   * since this very request completed it. Undefined when the command is new.
   */
  async replay<A>(command: Command): Promise<A | Rejection | undefined> {
    const known = await this.begin<A>(command);
    if (!known) {
      this.end(command);
      return undefined;
    }
    return isRejection(known) ? known : known.answer;
  }

  /**
   * What `run` does around its attempts, for who makes the plans himself: a known idempotency key is answered from its stored
   * row, one in work is refused, and when `work` loses the race for its key, or is refused since it was lost, the winner's answer
   * is given.
   */
  async once<A>(command: Command, work: () => Promise<A | Rejection>): Promise<A | Rejection> {
    const known = await this.begin<A>(command);
    if (known) return isRejection(known) ? known : known.answer;
    try {
      const answer = await work();
      if (!isRejection(answer) || command.idempotencyKey === undefined) return answer;
      // refused because of its own effect, perhaps: a copy of the request was quicker at another replica
      const stored = await this.recall<A>(command);
      if (!stored) return answer;
      return isRejection(stored) ? stored : stored.answer;
    } catch (error) {
      // another replica, or an earlier try whose commit was unclear, may have stored the answer meanwhile
      const stored = isDuplicateCommand(error) ? await this.recall<A>(command) : undefined;
      if (!stored) throw error;
      return isRejection(stored) ? stored : stored.answer;
    } finally {
      this.end(command);
    }
  }

  /**
   * Commits one prepared plan; `lost` when a guarded row was missing, locked or of another revision. Used by the instance queue.
   * @throws DuplicateRow, nothing written; for `command` it names which of the plan's commands are stored already
   * @throws OperationalError when the database does not answer; the commit may have happened
   */
  abstract commit(plan: WritePlan): Promise<'committed' | 'lost'>;

  /** Picks rows, sets the columns and returns the rows as they are after that. */
  abstract claim<T extends Table>(claim: Claim<T>): Promise<RowOf<T>[]>;
}

/** A command that is stored already. */
export const isDuplicateCommand = (error: unknown): error is DuplicateRow =>
  error instanceof DuplicateRow && error.table === commandTable.name;
