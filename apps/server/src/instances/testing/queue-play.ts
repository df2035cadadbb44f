import type { Rejection } from '@gaita/contracts';
import type { Snapshot } from '@gaita/engine';
import type { Definition } from '../../models/index.ts';
import { VirtualClock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import type { Command, WritePlan } from '../../platform/write-plan.ts';
import type { AdvanceInstance, Stepped } from '../advance-instance.ts';
import type { Decide, Decision } from '../command-instance.ts';
import { InstanceQueue } from '../instance-queue.ts';
import type { LoadInstance, StoredInstance } from '../load-instance.ts';
import { OpenInstance } from '../open-instance.ts';
import type { PartReader } from '../read-parts.ts';
import type { InstanceRow, InstanceUndoRow } from '../tables.ts';
import type { Noting } from '../undo/note-undo.ts';
import type { UndoContext } from '../undo/undo-rules.ts';
import type { UndoSteps } from '../undo/undo-steps.ts';

export const caseId = 'case';

export const snapshotOf = (more: Partial<Snapshot> = {}): Snapshot => ({
  v: 2,
  instanceId: caseId,
  scopes: { [caseId]: { element: 'process' } },
  ...more,
});

/** What a step does, in the place of the kernel: the next snapshot and what it says, or why not. */
export type Step = Partial<Pick<Stepped, 'records' | 'snapshot' | 'before'>> | Rejection | Error;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Far more turns of the event loop than anything here takes, where nothing is waited for but the pauses between tries. */
const mostTurns = 30_000;

/** Fails when there is no answer though nothing is left to wait for. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  let isSettled = false;
  const settle = () => void (isSettled = true);
  answer.then(settle, settle);
  for (let turns = 0; !isSettled; turns++) {
    if (turns === mostTurns) throw new Error('The command is never answered');
    await turn();
  }
  return answer;
}

/** A command queue whose instance, steps and commits a test decides about. */
export class QueuePlay {
  readonly clock = new VirtualClock(1_000);
  /** Whether each reading had to be fresh. */
  readonly loads: boolean[] = [];
  readonly forgotten: string[] = [];
  readonly kept: StoredInstance[] = [];
  readonly plans: WritePlan[] = [];
  readonly noted: Noting[] = [];
  /** What becomes of the next commits; of all further ones: committed. */
  readonly outcomes: ('committed' | 'lost' | Error)[] = [];
  /** What becomes of the next step. */
  step: Step = {};
  /** What is stored of a command already. */
  known: { readonly answer: string } | undefined;
  /** What taking back throws. */
  failure: Error | undefined;
  stored: StoredInstance | undefined = {
    row: { id: caseId, revision: 3, sequence: 7, state: 'active', snapshot: 'as it was' } as InstanceRow,
    snapshot: snapshotOf(),
    definition: { process: { id: 'the process' } } as unknown as Definition,
    parts: new Map([['part', 5]]),
  };
  fromMemory = false;
  readonly queue: InstanceQueue;
  private commands = 0;

  constructor() {
    const load = {
      run: async (_: string, fresh: boolean) => {
        this.loads.push(fresh);
        await turn();
        return this.stored && { ...this.stored, fromMemory: this.fromMemory && !fresh };
      },
      open: ({ row, snapshot }: StoredInstance) => new OpenInstance({} as PartReader, row.revision, snapshot, new Map()),
      keep: (stored: StoredInstance) => void this.kept.push(stored),
      forget: (id: string) => void this.forgotten.push(id),
    };
    const committer = {
      begin: async () => this.known,
      end: () => undefined,
      recall: async () => undefined,
      once: Committer.prototype.once,
      commit: async (plan: WritePlan) => {
        this.plans.push(plan);
        const outcome = this.outcomes.shift() ?? 'committed';
        if (outcome instanceof Error) throw outcome;
        if (outcome === 'committed') for (const effect of plan.afterCommit) effect();
        return outcome;
      },
    };
    const undo = {
      note: async (_: unknown, noting: Noting) => {
        this.noted.push(noting);
        return ['read', 'read too'].map((id) => ({ table: { name: 'noted' }, id, revision: 1, mode: 'write' }));
      },
      run: async (_: Command, undone: InstanceUndoRow, row: InstanceRow, open: OpenInstance, context: UndoContext) => {
        if (this.failure) throw this.failure;
        open.step(snapshotOf({ businessKey: 'taken back' }), []);
        context.afterCommit(() => undefined);
        return {
          row: { ...row, sequence: row.sequence + 1 },
          records: [{ kind: 'completionTakenBack', taskId: undone.taskId, sequence: context.now }],
        };
      },
    };
    const advance = { run: this.advance.bind(this) };
    this.queue = new InstanceQueue(
      load as unknown as LoadInstance,
      advance as unknown as AdvanceInstance,
      committer as unknown as Committer,
      this.clock,
      { next: () => 'id', prefix: () => 'prefix' },
      undo as unknown as UndoSteps,
    );
  }

  command<A>(decide: Decide<A> | Decision<A>, name = `command-${++this.commands}`) {
    const decided = typeof decide === 'function' ? decide : () => decide;
    return answered(this.queue.run({ id: name, account: `${name}'s` }, caseId, decided));
  }

  /** Ids of the commands in each commit. */
  get batches(): string[][] {
    return this.plans.map(({ commands }) => commands.map(({ command }) => command.id));
  }

  private async advance(...[, , row, open, , , afterCommit]: Parameters<AdvanceInstance['run']>): Promise<Stepped | Rejection> {
    const step = this.step;
    if (step instanceof Error) throw step;
    if ('rejected' in step) return step;
    const snapshot = step.snapshot ?? snapshotOf({ businessKey: `step ${row.sequence}` });
    open?.step(snapshot, []);
    afterCommit(() => undefined);
    return { row: { ...row, sequence: row.sequence + 1 }, snapshot, records: [], ...step };
  }
}
