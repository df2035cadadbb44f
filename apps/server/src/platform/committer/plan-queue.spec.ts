import { describe, expect, it } from '@jest/globals';
import { id as idColumn, integer, table } from '../database/table.ts';
import type { RowOf, Table } from '../database/table.ts';
import { DuplicateRow, OperationalError } from '../errors.ts';
import { command, planOf } from '../testing/things.ts';
import type { Claim, WritePlan } from '../write-plan.ts';
import { notThere } from '../write-plan.ts';
import type { EncodedPlan } from './encode-plan.ts';
import { encodePlan } from './encode-plan.ts';
import { PlanQueue } from './plan-queue.ts';
import type { FailureKind, Outcome, PlanWriter } from './plan-writer.ts';
import { WriteFailure } from './plan-writer.ts';

const [cases, people] = [table('cases', { id: idColumn(), revision: integer() }), table('people', { id: idColumn() })];
const failure = (kind: FailureKind, of?: typeof cases | typeof people) => new WriteFailure(kind, new Error(`it is ${kind}`), of);

/** What a call of the writer comes to: a failure, with what the database holds of it all the same. */
interface Turn {
  readonly fails: WriteFailure;
  readonly isWritten?: true;
}

/** A database that fails as it is told, turn by turn, and then works. */
class ScriptedWriter implements PlanWriter {
  readonly isElsewhere = false;
  /** Commands that are stored, in the order of their transactions. */
  readonly stored: string[] = [];
  readonly calls: string[] = [];
  isClosed = false;
  private readonly script: Turn[];
  private readonly lost: ReadonlySet<string>;

  constructor(script: Turn[] = [], lost: readonly string[] = []) {
    this.script = script;
    this.lost = new Set(lost);
  }

  async writeBatch(plans: readonly EncodedPlan[]): Promise<Outcome[]> {
    this.calls.push(`batch of ${plans.length}${this.isClosed ? ' after the end' : ''}`);
    return this.play(() => plans.map((plan) => this.write(plan)));
  }

  async writeAlone(plan: EncodedPlan): Promise<Outcome> {
    this.calls.push('alone');
    return this.play(() => this.write(plan));
  }

  async claim<T extends Table>(_: Claim<T>): Promise<RowOf<T>[]> {
    this.calls.push('claim');
    return this.play(() => [{ id: 'claimed', revision: 1 } as unknown as RowOf<T>]);
  }

  async storedCommands(ids: readonly string[]): Promise<string[]> {
    this.calls.push('look');
    return this.play(() => ids.filter((id) => this.stored.includes(id)));
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  private play<R>(work: () => R): R {
    const turn = this.script.shift();
    if (!turn || turn.isWritten) {
      const result = work();
      if (!turn) return result;
    }
    throw turn.fails;
  }

  private write({ commands }: EncodedPlan): Outcome {
    const ids = commands.map(({ command: { id } }) => id);
    if (ids.some((id) => this.lost.has(id))) return 'lost';
    this.stored.push(...ids);
    return 'committed';
  }
}

/**
 * The answer, whatever it is. Where a queue stands still there is none: told after far more turns than one takes, which a busy machine does
 * not make fewer.
 */
const answered = async <A>(answer: Promise<A>): Promise<A> => {
  let isOpen = true;
  const end = () => void (isOpen = false);
  answer.then(end, end);
  for (let turn = 0; isOpen; turn++) {
    if (turn === 300) throw new Error('nobody answers');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return answer;
};

const asked = (more: Partial<WritePlan<number>> = {}) => {
  const one = command();
  return {
    id: one.id,
    plan: encodePlan(
      planOf(0, () => {}, { commands: [{ command: one, answer: 0 }], ...more }),
      0,
    ),
  };
};
const claim: Claim<typeof cases> = { table: cases, where: '', parameters: [], orderBy: 'id', limit: 1, set: () => ({}) };

describe('What waits for the database', () => {
  it('is written together; a plan that lost its guard is told so, and who measures both', async () => {
    const plans = Array.from({ length: 5 }, () => asked());
    const writer = new ScriptedWriter([], [plans[2]!.id]);
    const measured: [number, number][] = [];
    const queue = new PlanQueue(writer, { batch: (size, lost) => measured.push([size, lost]) });
    const outcomes = Promise.all(plans.map(({ plan }) => queue.write(plan)));
    expect(queue.waiting).toBe(5);
    expect(await answered(outcomes)).toEqual(['committed', 'committed', 'lost', 'committed', 'committed']);
    expect(queue.waiting).toBe(0);
    expect([writer.calls, measured]).toEqual([['batch of 5'], [[5, 1]]]);
  });

  it('goes one by one when the batch failed: one bad plan spoils none of its neighbours', async () => {
    const [bad, good] = [asked(), asked()];
    const writer = new ScriptedWriter([{ fails: failure('refused') }, { fails: failure('refused') }]);
    const queue = new PlanQueue(writer, {});
    const outcomes = await answered(Promise.allSettled([bad, good].map(({ plan }) => queue.write(plan))));
    expect(outcomes).toMatchObject([
      {
        status: 'rejected',
        reason: { name: 'OperationalError', message: 'The database did not take the change: it is refused' },
      },
      { status: 'fulfilled', value: 'committed' },
    ]);
    expect(writer.calls).toEqual(['batch of 2', 'alone', 'alone']);
    expect(writer.stored).toEqual([good.id]);
  });

  it('is not written again when the connection was lost at a commit that happened', async () => {
    const { id, plan } = asked();
    const writer = new ScriptedWriter([{ fails: failure('unclear'), isWritten: true }]);
    expect(await answered(new PlanQueue(writer, {}).write(plan))).toBe('committed');
    expect([writer.calls, writer.stored]).toEqual([['batch of 1', 'look'], [id]]);
  });

  it('is written once when the connection was lost at a commit that did not happen', async () => {
    const { id, plan } = asked();
    const writer = new ScriptedWriter([{ fails: failure('unclear') }]);
    expect(await answered(new PlanQueue(writer, {}).write(plan))).toBe('committed');
    expect([writer.calls, writer.stored]).toEqual([['batch of 1', 'look', 'alone'], [id]]);
  });

  it('stays unclear until the database could be asked', async () => {
    const { id, plan } = asked();
    const away = { fails: failure('disconnected') };
    const writer = new ScriptedWriter([{ fails: failure('unclear'), isWritten: true }, away, away]);
    expect(await answered(new PlanQueue(writer, {}).write(plan))).toBe('committed');
    expect([writer.calls, writer.stored]).toEqual([['batch of 1', 'look', 'look', 'look'], [id]]);
  });

  it('is looked for once more when it became unclear alone', async () => {
    const { id, plan } = asked();
    const writer = new ScriptedWriter([{ fails: failure('disconnected') }, { fails: failure('unclear'), isWritten: true }]);
    expect(await answered(new PlanQueue(writer, {}).write(plan))).toBe('committed');
    expect([writer.calls, writer.stored]).toEqual([['batch of 1', 'alone', 'look'], [id]]);
  });

  it('is not looked for when nothing of it can have been written', async () => {
    const { plan } = asked();
    const away = { fails: failure('disconnected') };
    const writer = new ScriptedWriter([away, away, away]);
    expect(await answered(new PlanQueue(writer, {}).write(plan))).toBe('committed');
    expect(writer.calls).toEqual(['batch of 1', 'alone', 'alone', 'alone']);
  });

  it('cannot be looked for without a command: its caller is told that it may have happened', async () => {
    const { plan } = asked({ commands: [] });
    const writer = new ScriptedWriter([{ fails: failure('unclear'), isWritten: true }]);
    await expect(answered(new PlanQueue(writer, {}).write(plan))).rejects.toThrow(/no command row: it may have happened/);
  });

  it('has lost where another transaction is in the way', async () => {
    const { plan } = asked();
    const busy = { fails: failure('busy') };
    expect(await answered(new PlanQueue(new ScriptedWriter([busy, busy]), {}).write(plan))).toBe('lost');
  });

  it('has lost where another inserted what it found missing; any other taken key is told by its table', async () => {
    const taken = (of?: typeof cases | typeof people) => new ScriptedWriter(Array(2).fill({ fails: failure('duplicate', of) }));
    const first = (revision: number) => asked({ guards: [{ table: cases, id: 'a', revision, mode: 'write' }] }).plan;
    expect(await answered(new PlanQueue(taken(cases), {}).write(first(notThere)))).toBe('lost');
    const told = async (writer: ScriptedWriter, revision: number) =>
      answered(new PlanQueue(writer, {}).write(first(revision))).catch((error: unknown) => [
        error instanceof DuplicateRow,
        (error as DuplicateRow).table,
      ]);
    expect(await told(taken(people), notThere)).toEqual([true, 'people']);
    expect(await told(taken(cases), 1)).toEqual([true, 'cases']);
    expect(await told(taken(), 1)).toEqual([true, 'unknown']);
  });

  it('are claims, too: none where another transaction is in the way, and a failure is told', async () => {
    const queue = new PlanQueue(new ScriptedWriter([{ fails: failure('busy') }, { fails: failure('unclear') }]), {});
    expect(await answered(queue.claim(claim))).toEqual([]);
    const failed = await answered(queue.claim(claim)).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(OperationalError);
    expect((failed as Error).message).toContain('may have happened');
    expect(await answered(queue.claim(claim))).toEqual([{ id: 'claimed', revision: 1 }]);
  });

  it('goes in turn: a claim, a batch, the next claim', async () => {
    const writer = new ScriptedWriter();
    const queue = new PlanQueue(writer, {});
    await answered(Promise.all([queue.write(asked().plan), queue.claim(claim), queue.claim(claim), queue.write(asked().plan)]));
    expect(writer.calls).toEqual(['claim', 'batch of 2', 'claim']);
  });

  it('tells what is no failure of the database as it is', async () => {
    const broken = new ScriptedWriter(Array(2).fill({ fails: new TypeError('a mistake') as unknown as WriteFailure }));
    await expect(answered(new PlanQueue(broken, {}).write(asked().plan))).rejects.toThrow(new TypeError('a mistake'));
  });

  it('is written before the end also where it came in the moment in which the one before was done', async () => {
    for (let turns = 0; turns < 12; turns++) {
      const writer = new ScriptedWriter();
      const queue = new PlanQueue(writer, {});
      await queue.write(asked().plan);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const later = queue.write(asked().plan);
      await answered(queue.stop());
      expect(await answered(later)).toBe('committed');
      expect([turns, writer.calls]).toEqual([turns, ['batch of 1', 'batch of 1']]);
    }
  });

  it('is written before the end, and nothing after it', async () => {
    const writer = new ScriptedWriter();
    const queue = new PlanQueue(writer, {});
    const written = queue.write(asked().plan);
    await answered(queue.stop());
    expect([await written, writer.isClosed]).toEqual(['committed', true]);
    await expect(queue.write(asked().plan)).rejects.toThrow('The server is stopping.');
    await expect(queue.claim(claim)).rejects.toThrow('The server is stopping.');
    expect(writer.calls).toEqual(['batch of 1']);
  });
});
