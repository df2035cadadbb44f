import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Announcements } from '../announcements/announcements.ts';
import { Clock } from '../clock.ts';
import { Committer, isDuplicateCommand } from '../committer.ts';
import type { Database } from '../database/database.ts';
import type { RowOf, Table } from '../database/table.ts';
import { DuplicateRow } from '../errors.ts';
import { reach } from '../fail-points.ts';
import type { Claim, Command, WritePlan } from '../write-plan.ts';
import { CommandLog } from './command-log.ts';
import type { EncodedPlan } from './encode-plan.ts';
import { encodePlan } from './encode-plan.ts';
import { MysqlWriter } from './mysql-writer.ts';
import type { Outcome, PlanWriter } from './plan-writer.ts';
import type { CommitObserver } from './plan-queue.ts';
import { PlanQueue } from './plan-queue.ts';
import { SqliteWriter } from './sqlite-writer.ts';

const attempts = 6;
const jitter = (attempt: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.random() * 5 * 2 ** attempt));

/** Group commit: what waits while one transaction is on its way shares the next one. */
export class GroupCommitter extends Committer {
  private readonly clock: Clock;
  private readonly log: CommandLog;
  private readonly queue: PlanQueue;
  private readonly observer: CommitObserver;
  private readonly announcements: Announcements | undefined;

  constructor(database: Database, clock: Clock, observer: CommitObserver = {}, announcements?: Announcements) {
    super();
    this.clock = clock;
    this.observer = observer;
    this.announcements = announcements;
    this.log = new CommandLog(database.reader);
    this.queue = new PlanQueue(writerOf(database), observer);
  }

  run<A>(command: Command, prepare: () => Promise<WritePlan<A> | Rejection>): Promise<A | Rejection> {
    return this.once(command, () => this.attempt(command, prepare));
  }

  begin<A>(command: Command): Promise<{ readonly answer: A } | Rejection | undefined> {
    return this.log.begin(command);
  }

  end(command: Command): void {
    this.log.end(command);
  }

  protected recall<A>(command: Command): Promise<{ readonly answer: A } | Rejection | undefined> {
    return this.log.recall(command);
  }

  async commit(plan: WritePlan): Promise<Outcome> {
    const announcement = this.announcements?.of(plan);
    const told = (announcement && this.announcements?.rowsFor(announcement)) ?? [];
    const encoded = encodePlan(told.length === 0 ? plan : { ...plan, changes: [...plan.changes, ...told] }, this.clock.now());
    const outcome = await this.queue.write(encoded).catch((error: unknown) => this.explain(encoded, error));
    if (outcome !== 'committed') return outcome;
    reach('plan-committed');
    if (announcement) this.runEffect(() => this.announcements?.committed(announcement));
    for (const effect of plan.afterCommit) this.runEffect(effect);
    reach('plan-told');
    return outcome;
  }

  async claim<T extends Table>(claim: Claim<T>): Promise<RowOf<T>[]> {
    const claimed = await this.queue.claim(claim);
    if (claimed.length > 0) reach('claim-committed');
    return claimed;
  }

  /** Plans that wait at the moment. */
  get waiting(): number {
    return this.queue.waiting;
  }

  /** Takes no further plans, writes those that wait and closes the connection. */
  stop(): Promise<void> {
    return this.queue.stop();
  }

  private async attempt<A>(command: Command, prepare: () => Promise<WritePlan<A> | Rejection>): Promise<A | Rejection> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await jitter(attempt);
      const plan = await prepare();
      if (isRejection(plan)) return plan;
      if ((await this.commit(withCommand(plan, command))) === 'committed') return plan.answer;
    }
    return rejected('too-busy', 'Others keep changing the same data. Try again in a moment.');
  }

  private runEffect(effect: () => void): void {
    try {
      effect();
    } catch (error) {
      this.observer.effectFailed?.(error);
    }
  }

  private async explain(plan: EncodedPlan, error: unknown): Promise<never> {
    if (!isDuplicateCommand(error)) throw error;
    const commands = plan.commands.map(({ command }) => command);
    throw new DuplicateRow(error.table, await this.log.stored(commands), { cause: error });
  }
}

const withCommand = <A>(plan: WritePlan<A>, command: Command): WritePlan<A> =>
  plan.commands.some((answered) => answered.command.id === command.id)
    ? plan
    : { ...plan, commands: [...plan.commands, { command, answer: plan.answer }] };

const writerOf = ({ writeAccess }: Database): PlanWriter => {
  return writeAccess.dialect === 'sqlite'
    ? new SqliteWriter(writeAccess.connection)
    : new MysqlWriter(writeAccess.dialect, writeAccess.connection);
};
