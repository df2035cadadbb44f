import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rejected } from '@gaita/contracts';
import { dutyStandTable } from '../duties/tables.ts';
import { DuplicateRow, OperationalError } from '../platform/errors.ts';
import type { Guard, RowChanges } from '../platform/write-plan.ts';
import { InstanceChanged } from './open-instance.ts';
import type { InstanceUndoRow } from './tables.ts';
import { instanceTable } from './tables.ts';
import { caseId, QueuePlay, snapshotOf } from './testing/queue-play.ts';

const trigger = { type: 'writeVariables', variables: {} } as const;
const stepping = { trigger, answer: () => 'stepped' };
const plain = { answer: () => 'done' };
const no = rejected('not-allowed', 'no');
const guard = (id: string): Guard => ({ table: dutyStandTable, id, revision: 4, mode: 'write' });
const own = { table: instanceTable, id: caseId, revision: 3 };

describe('Commands that wait for one case', () => {
  let play: QueuePlay;
  const { random } = Math;
  /** Pauses between tries, which take no time here. */
  let pauses: number;

  beforeEach(() => {
    play = new QueuePlay();
    pauses = 0;
    Math.random = () => 0 * pauses++;
  });
  afterEach(() => {
    Math.random = random;
  });

  /** The first one is being worked on while the others come. */
  const together = <A>(commands: readonly (() => Promise<A>)[]) => Promise.all(commands.map((command) => command()));

  it('are decided on what is loaded, and answered with the deliveries that they sent', async () => {
    play.step = { records: [{ kind: 'deliverySent', deliveryId: 'd1' }, { kind: 'flowTaken' }] as never };
    const seen: unknown[] = [];
    const outcome = await play.command(async ({ row, process, snapshot, at, now }) => {
      seen.push(row.revision, process, snapshot, now, await at({ scopeId: caseId, tokenId: 't' }));
      return { trigger, answer: (records) => records.length };
    });
    expect(outcome).toStrictEqual({ answer: 2, sent: ['d1'] });
    expect(seen).toEqual([3, { id: 'the process' }, snapshotOf(), 1_000, snapshotOf()]);
    expect(await play.command({ answer: (records) => records })).toEqual({ answer: [], sent: [] });
    expect(play.loads).toEqual([false, false]);
    expect(pauses).toBe(0);
    play.known = { answer: 'stored' };
    expect(await play.command(plain)).toEqual({ answer: 'stored', sent: [] });
    expect(play.loads).toHaveLength(2);
  });

  it('make one commit, at most 32 of them, in their order', async () => {
    await together(Array.from({ length: 40 }, (_, at) => () => play.command(plain, `c${at}`)));
    const names = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `c${from + at}`);
    expect(play.batches).toEqual([['c0'], names(1, 33), names(33, 40)]);
  });

  it('commit a step with the next revision, which is what memory then has', async () => {
    const [effects, written]: [string[], unknown[]] = [[], []];
    play.step = { records: [{ kind: 'flowTaken' }] as never };
    await play.command({
      ...stepping,
      guards: [guard('one')],
      change: (changes, records) => (changes.update(dutyStandTable, 'one', { revision: 5 }), written.push(records)),
      afterCommit: () => void effects.push('told'),
    });
    const [{ afterCommit, ...plan } = { afterCommit: [] }] = play.plans;
    const text = JSON.stringify(snapshotOf({ businessKey: 'step 7' }));
    expect(plan).toEqual({
      instanceId: caseId,
      guards: [guard('one'), { ...own, mode: 'write' }],
      changes: [
        { op: 'update', table: dutyStandTable, id: 'one', set: { revision: 5 } },
        { op: 'update', table: instanceTable, id: caseId, set: { snapshot: text, revision: 4 } },
      ],
      commands: [{ command: { id: 'command-1', account: "command-1's" }, answer: 'stepped' }],
      answer: undefined,
    });
    expect([afterCommit.length, effects, written]).toEqual([2, ['told'], [[{ kind: 'flowTaken' }]]]);
    expect(play.kept).toStrictEqual([
      {
        row: { id: caseId, revision: 4, sequence: 8, state: 'active', snapshot: text },
        snapshot: snapshotOf({ businessKey: 'step 7' }),
        parts: new Map(),
        definition: play.stored!.definition,
      },
    ]);
    expect(play.forgotten).toEqual([]);
  });

  it('rely on the case without changing it when they only change rows beside it', async () => {
    await play.command({ answer: () => 'done', guards: [guard('one')] });
    expect(play.plans[0]).toMatchObject({ guards: [guard('one'), { ...own, mode: 'rely' }], changes: [] });
    expect(play.kept).toEqual([]);
  });

  it('rely once on what several of them read', async () => {
    const reading = { ...plain, guards: [guard('one'), guard('two')] };
    await together([() => play.command(plain), () => play.command(reading), () => play.command(reading)]);
    expect(play.plans[1]!.guards).toEqual([guard('one'), guard('two'), { ...own, mode: 'rely' }]);
  });

  it('do not raise the revision of a case that is over', async () => {
    play.step = { snapshot: snapshotOf({ ended: 'completed', scopes: {} }) };
    await play.command(stepping);
    expect(play.plans[0]).toMatchObject({ changes: [], guards: [{ ...own, mode: 'write' }] });
  });

  it('are told when there is no such case, and when it is there again, done', async () => {
    const { stored } = play;
    play.stored = undefined;
    const unknown = rejected('instance-unknown', 'No running case has the id case. It may have ended: look in the history.', {
      instanceId: caseId,
    });
    expect(await together([1, 2, 3].map(() => () => play.command(plain)))).toEqual(
      Array.from({ length: 3 }, () => ({ answer: unknown, sent: [] })),
    );
    play.stored = stored;
    expect((await play.command(plain)).answer).toBe('done');
  });

  it('are refused, and an error is told, each for itself', async () => {
    const answers = await Promise.allSettled([
      play.command(plain),
      play.command(() => no),
      play.command(() => Promise.reject(new Error('cannot'))),
      play.command(plain),
    ]);
    expect(answers).toMatchObject([
      { value: { answer: 'done' } },
      { value: { answer: no, sent: [] } },
      { reason: { message: 'cannot' } },
      { value: { answer: 'done' } },
    ]);
    expect(play.batches).toEqual([['command-1'], ['command-4']]);
  });

  it('commit nothing when all of them are refused', async () => {
    play.step = no;
    expect(await play.command(stepping)).toEqual({ answer: no, sent: [] });
    expect([play.plans, play.loads]).toEqual([[], [false]]);
  });

  it('are refused on memory only once the database says the same', async () => {
    play.fromMemory = true;
    expect((await play.command(() => no)).answer).toEqual(no);
    play.step = no;
    expect((await play.command(stepping)).answer).toEqual(no);
    expect(play.loads).toEqual([false, true, false, true]);
    expect(play.forgotten).toEqual([caseId, caseId]);
  });

  it('go on one by one when a commit is lost, each on a fresh reading', async () => {
    play.outcomes.push('committed', 'lost');
    const names = ['a', 'b', 'c', 'd'];
    const answers = await together(names.map((name) => () => play.command(plain, name)));
    expect(answers).toEqual(names.map(() => ({ answer: 'done', sent: [] })));
    expect(play.batches).toEqual([['a'], ['b', 'c', 'd'], ['b'], ['c', 'd']]);
    expect(play.loads).toEqual([false, false, true, false]);
    expect(play.forgotten).toEqual([caseId]);
    expect(pauses).toBe(1);
  });

  it('give up after five lost commits, and let the next ones try', async () => {
    play.outcomes.push('committed', ...Array.from({ length: 5 }, () => 'lost' as const));
    const answers = await together(['a', 'b', 'c'].map((name) => () => play.command(plain, name)));
    const busy = rejected('too-busy', 'Others are changing the same case. Try again in a moment.', { instanceId: caseId });
    expect(answers).toEqual([
      { answer: 'done', sent: [] },
      { answer: busy, sent: [] },
      { answer: 'done', sent: [] },
    ]);
    expect(play.batches).toEqual([['a'], ['b', 'c'], ['b'], ['b'], ['b'], ['b'], ['c']]);
    expect(pauses).toBe(4);
    play.outcomes.push('committed', ...Array.from({ length: 5 }, () => 'lost' as const));
    const names = ['d', 'e', 'f'];
    const decided = await together(names.map((name) => () => play.command(name === 'e' ? () => no : plain, name)));
    expect(decided.map(({ answer }) => answer)).toEqual(['done', no, busy]);
    expect(play.plans).toHaveLength(13);
  });

  it('begin anew when the case changes while they decide, step or are taken back', async () => {
    const changed = new InstanceChanged();
    const firstTime = () => play.loads.at(-1) === false;
    const takeBack = {} as InstanceUndoRow;
    const deciding = await play.command(() => (firstTime() ? Promise.reject(changed) : plain));
    const steps = await play.command(() => ((play.step = firstTime() ? changed : {}), stepping));
    const back = await play.command(() => ((play.failure = firstTime() ? changed : undefined), { ...plain, takeBack }));
    expect([deciding, steps, back].map(({ answer }) => answer)).toEqual(['done', 'stepped', 'done']);
    expect(play.loads).toEqual([false, true, false, true, false, true]);
    expect(play.plans).toHaveLength(3);
  });

  it('are all told when a commit, a step or taking back fails; the next ones go on', async () => {
    const failing = new OperationalError('no database');
    play.outcomes.push('committed', failing);
    const answers = await Promise.allSettled(['a', 'b', 'c'].map((name) => play.command(plain, name)));
    expect(answers).toMatchObject([{ status: 'fulfilled' }, { reason: failing }, { reason: failing }]);
    expect(play.forgotten).toEqual([caseId]);
    play.step = new Error('step');
    await expect(play.command(stepping)).rejects.toThrow('step');
    play.failure = new Error('back');
    await expect(play.command({ ...plain, takeBack: {} as InstanceUndoRow })).rejects.toThrow('back');
    expect((await play.command(plain)).answer).toBe('done');
  });

  it('are told when they are stored already; the others go on without them', async () => {
    const stored = new DuplicateRow('command', ['b']);
    play.outcomes.push('committed', stored);
    const answers = await Promise.allSettled(['a', 'b', 'c'].map((name) => play.command(plain, name)));
    expect(answers).toMatchObject([{ value: { answer: 'done' } }, { reason: stored }, { value: { answer: 'done' } }]);
    expect(play.batches).toEqual([['a'], ['b', 'c'], ['c']]);
    let refused = 0;
    play.outcomes.push('committed', new DuplicateRow('command', ['f']));
    const refusing = () => (refused++, no);
    const decided: string[] = [];
    const tell = (name: string) => play.command(() => (decided.push(name), plain), name);
    await Promise.allSettled([tell('d'), play.command(refusing, 'e'), tell('f'), tell('g')]);
    expect([decided, refused]).toEqual([['d', 'f', 'g', 'g'], 1]);
    const other = new DuplicateRow('task');
    play.outcomes.push(other);
    await expect(play.command(plain)).rejects.toBe(other);
  });

  it('leave the way to who of their batch changes a row on which they rely, and decide again', async () => {
    let decided = 0;
    const raise = () => {
      decided++;
      return { ...plain, guards: [guard('one')], change: (changes: RowChanges) => changes.update(dutyStandTable, 'one', {}) };
    };
    await together([() => play.command(plain), ...['a', 'b', 'c'].map((name) => () => play.command(raise, name))]);
    expect(play.batches).toEqual([['command-1'], ['a'], ['b'], ['c']]);
    // the last one is not asked again while it would only meet the others
    expect(decided).toBe(5);
  });

  it('are taken back as a step of their own', async () => {
    const takeBack = { taskId: 'task' } as InstanceUndoRow;
    const { answer } = await play.command({ takeBack, answer: (records) => records });
    expect(answer).toEqual([{ kind: 'completionTakenBack', taskId: 'task', sequence: 1_000 }]);
    expect(play.kept).toMatchObject([{ row: { sequence: 8, revision: 4 }, snapshot: { businessKey: 'taken back' } }]);
    expect(play.plans[0]!.afterCommit).toHaveLength(1);
  });

  it('note how they are taken back when they are alone and the case goes on', async () => {
    const undo = { taskId: 'task', entered: { variables: {} }, known: [] };
    play.step = { before: snapshotOf({ businessKey: 'before' }) };
    await play.command({ ...stepping, undo }, 'me');
    expect(play.noted).toEqual([
      {
        account: "me's",
        request: undo,
        row: { ...play.stored!.row, sequence: 8, revision: 4 },
        at: 1_000,
        snapshots: { before: snapshotOf({ businessKey: 'before' }), after: snapshotOf({ businessKey: 'step 7' }) },
        hasUndo: undefined,
      },
    ]);
    expect(play.plans[0]!.guards).toMatchObject([{ id: 'read' }, { id: 'read too' }, { id: caseId, mode: 'write' }]);
    expect(play.kept).toMatchObject([{ hasUndo: true }]);
    play.stored = { ...play.stored!, hasUndo: false };
    await together([
      () => play.command({ ...plain, undo }),
      () => play.command({ ...stepping, undo }),
      () => play.command(plain),
    ]);
    // a signature is no step, but raises the revision; of two together neither can be taken back
    expect(play.noted[1]).toMatchObject({ row: { sequence: 7, revision: 4 }, hasUndo: false });
    expect(play.noted[1]).not.toHaveProperty('snapshots');
    expect(play.kept[1]).toEqual({ ...play.stored, row: { ...play.stored.row, revision: 4 }, hasUndo: true });
    expect(play.kept[2]).toMatchObject({ hasUndo: false });
    play.step = {};
    await play.command({ ...stepping, undo });
    expect(play.noted[2]).not.toHaveProperty('snapshots');
    play.step = { snapshot: snapshotOf({ ended: 'completed', scopes: {} }) };
    await play.command({ ...stepping, undo });
    expect(play.noted).toHaveLength(3);
  });
});
