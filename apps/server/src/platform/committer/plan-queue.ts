import type { RowOf, Table } from '../database/table.ts';
import { DuplicateRow, OperationalError } from '../errors.ts';
import type { Claim } from '../write-plan.ts';
import { notThere } from '../write-plan.ts';
import type { EncodedPlan } from './encode-plan.ts';
import type { Outcome, PlanWriter } from './plan-writer.ts';
import { WriteFailure } from './plan-writer.ts';
import { selectBatch } from './select-batch.ts';

/** What may be measured of each transaction. */
export interface CommitObserver {
  batch?(size: number, lost: number, seconds: number): void;
  /** An effect after the commit that threw, against its contract. */
  effectFailed?(error: unknown): void;
}

interface Entry {
  readonly plan: EncodedPlan;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/**
 * So many plans that were made while nothing was on its way to a database in another process: they are written in two parts, so that
 * those who wait for the first go on preparing while the database writes the second. Else all would prepare, then all wait.
 */
const burst = 16;
/** How long to go on while the database does not answer, before its clients are told. */
const patience = 3000;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** Lets everything that the last commit set free join the next batch. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** One transaction at a time: batches of plans, with claims between them. */
export class PlanQueue {
  private readonly writer: PlanWriter;
  private readonly observer: CommitObserver;
  private readonly plans: Entry[] = [];
  private readonly claims: (() => Promise<void>)[] = [];
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(writer: PlanWriter, observer: CommitObserver) {
    this.writer = writer;
    this.observer = observer;
  }

  get waiting(): number {
    return this.plans.length;
  }

  async write(plan: EncodedPlan): Promise<Outcome> {
    this.refuseWhenStopped();
    return new Promise<Outcome>((resolve, reject) => {
      this.plans.push({ plan, resolve, reject });
      this.start();
    });
  }

  async claim<T extends Table>(claim: Claim<T>): Promise<RowOf<T>[]> {
    this.refuseWhenStopped();
    return new Promise<RowOf<T>[]>((resolve, reject) => {
      this.claims.push(async () => {
        try {
          resolve(await this.writer.claim(claim));
        } catch (error) {
          // another transaction in the way: nothing to claim now, the next sweep comes
          if (error instanceof WriteFailure && error.kind === 'busy') resolve([]);
          else reject(told(error));
        }
      });
      this.start();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    // what came in as one round ended is written in another
    while (this.running) await this.running;
    await this.writer.close();
  }

  private refuseWhenStopped(): void {
    if (this.stopped) throw new OperationalError('The server is stopping.');
  }

  private start(): void {
    this.running ??= this.work().finally(() => {
      this.running = undefined;
      if (this.plans.length + this.claims.length > 0) this.start();
    });
  }

  private async work(): Promise<void> {
    let wasIdle = true;
    while (this.plans.length + this.claims.length > 0) {
      await nextTurn();
      await this.claims.shift()?.();
      const isBurst = wasIdle && this.writer.isElsewhere && this.plans.length >= burst;
      const batch = selectBatch(this.plans, isBurst ? Math.ceil(this.plans.length / 2) : undefined);
      wasIdle = false;
      if (batch.length > 0) await this.writeBatch(batch);
    }
  }

  private async writeBatch(batch: readonly Entry[]): Promise<void> {
    const started = performance.now();
    let outcomes: readonly Outcome[];
    try {
      outcomes = await this.writer.writeBatch(batch.map((entry) => entry.plan));
    } catch (error) {
      const unclear = isFailure(error, 'unclear');
      const deadline = performance.now() + patience;
      for (const entry of batch) await this.writeAlone(entry, unclear, deadline);
      return;
    }
    // what is committed is never written again, whatever becomes of those who are told
    batch.forEach((entry, i) => entry.resolve(outcomes[i] as Outcome));
    const lost = outcomes.filter((outcome) => outcome === 'lost').length;
    this.observer.batch?.(batch.length, lost, (performance.now() - started) / 1000);
  }

  /** @param unclear whether an earlier transaction may have written it */
  private async writeAlone({ plan, resolve, reject }: Entry, unclear: boolean, deadline: number): Promise<void> {
    let mayBeWritten = unclear;
    for (;;) {
      try {
        if (mayBeWritten && (await this.isStored(plan))) return resolve('committed');
        mayBeWritten = false;
        return resolve(await this.writer.writeAlone(plan));
      } catch (error) {
        if (isFailure(error, 'busy') || isForestalled(plan, error)) return resolve('lost');
        const again = isFailure(error, 'disconnected') || isFailure(error, 'unclear');
        mayBeWritten ||= isFailure(error, 'unclear');
        if (!again || performance.now() > deadline) return reject(told(error));
        await pause(50);
      }
    }
  }

  private async isStored(plan: EncodedPlan): Promise<boolean> {
    const ids = plan.commands.map(({ command }) => command.id);
    const stored = await this.writer.storedCommands(ids);
    if (ids.length === 0)
      throw new OperationalError('The connection was lost at a commit that has no command row: it may have happened.');
    return stored.length > 0;
  }
}

const isFailure = (error: unknown, kind: WriteFailure['kind']): boolean => error instanceof WriteFailure && error.kind === kind;

/** Another replica has inserted a row meanwhile of which the plan had found that it is not there. */
const isForestalled = ({ guards }: EncodedPlan, error: unknown): boolean =>
  error instanceof WriteFailure &&
  error.kind === 'duplicate' &&
  guards.some(({ table, revision }) => revision === notThere && table === error.table);

/** A writer's failure in the words of the committer's callers. */
const told = (error: unknown): unknown => {
  if (!(error instanceof WriteFailure)) return error;
  if (error.kind === 'duplicate') return new DuplicateRow(error.table?.name ?? 'unknown', [], { cause: error });
  if (error.kind === 'unclear') {
    return new OperationalError('The database was lost while it committed: the change may have happened.', { cause: error });
  }
  return new OperationalError(`The database did not take the change: ${error.message}`, { cause: error });
};
