import { describe, expect, it } from '@jest/globals';
import type { JournalRecord } from '@gaita/contracts';
import { journalRecord } from '@gaita/contracts';
import fc from 'fast-check';
import { advance } from './advance.ts';
import type { Advanced, Environment } from './advance-types.ts';
import { compile } from './compile/compile.ts';
import type { OpenWait } from './open-waits.ts';
import { openWaits } from './open-waits.ts';
import type { Snapshot } from './snapshot.ts';
import { riga, tuesday } from './testing/play.ts';
import type { Block } from './testing/random-model.ts';
import { anyBlock, drawProcess } from './testing/random-model.ts';
import type { Trigger } from './trigger.ts';
import { undoOf, undoStep } from './undo/undo-step.ts';

/** What opens and what closes each kind of wait. */
const opening = {
  taskCreated: 'taskId',
  timerScheduled: 'timerId',
  jobCreated: 'jobId',
  subscriptionOpened: 'subscriptionId',
  incidentRaised: 'incidentId',
} as const;
const closing = {
  taskCompleted: 'taskId',
  taskWithdrawn: 'taskId',
  timerFired: 'timerId',
  timerCanceled: 'timerId',
  jobCompleted: 'jobId',
  jobCanceled: 'jobId',
  subscriptionClosed: 'subscriptionId',
  incidentResolved: 'incidentId',
} as const;

/** Follows the records alone: what is open must always be what the snapshot says. */
class Ledger {
  readonly waits = new Set<string>();
  readonly activities = new Map<string, string>();
  readonly seen = new Set<string>();
  outcome: string | undefined;

  read(record: JournalRecord): void {
    journalRecord.parse(record);
    expect(this.outcome).toBeUndefined();
    const fields = record as unknown as Record<string, string>;
    if (record.kind in opening) this.open(fields[opening[record.kind as keyof typeof opening]]!, this.waits);
    if (record.kind in closing) expect(this.waits.delete(fields[closing[record.kind as keyof typeof closing]]!)).toBe(true);
    if (record.kind === 'activityStarted') {
      expect(this.seen.has(record.tokenId)).toBe(false);
      this.seen.add(record.tokenId);
      this.activities.set(record.tokenId, record.elementId);
    }
    if (record.kind === 'activityEnded') {
      expect(this.activities.get(record.tokenId)).toBe(record.elementId);
      this.activities.delete(record.tokenId);
    }
    if (record.kind === 'instanceEnded') this.outcome = record.outcome;
  }

  private open(id: string, open: Set<string>): void {
    expect(this.seen.has(id)).toBe(false);
    this.seen.add(id);
    open.add(id);
  }
}

function triggerFor({ kind, id }: OpenWait, choose: (below: number) => number): Trigger {
  const variables = { [`c${choose(3)}`]: choose(2) === 1 };
  switch (kind) {
    case 'task':
      return { type: 'taskCompleted', taskId: id, variables };
    case 'job':
      return { type: 'jobCompleted', jobId: id, variables };
    case 'timer':
      return { type: 'timerDue', timerId: id };
    case 'message':
      return { type: 'messageArrived', subscriptionId: id, variables };
    case 'continue':
      return { type: 'continue', jobId: id };
    default:
      throw new Error(`nothing serves a ${kind}`);
  }
}

function runToEnd(block: Block, seed: number, stepBudget: number, cancelAt = Infinity): Ledger {
  const process = compile(drawProcess(block));
  expect(process.problems).toEqual([]);
  let state = seed;
  const choose = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % below;
  };
  const ledger = new Ledger();
  let snapshot: Snapshot | undefined;
  let trigger: Trigger = { type: 'start', instanceId: 'i', variables: { c0: choose(2) === 1, c1: false, c2: true } };
  for (let steps = 0; ; steps++) {
    if (steps > 3_000) throw new Error(`does not end: ${JSON.stringify(openWaits(snapshot!))}`);
    const environment: Environment = { now: tuesday + steps, ids: `${steps}-`, decisions: {}, calendar: riga, stepBudget };
    const before = JSON.stringify(snapshot);
    const answer: Advanced = advance(process, snapshot, trigger, environment);
    if (answer.kind !== 'advanced') throw new Error(JSON.stringify(answer));
    // The same input gives the same answer, also when the snapshot comes from the database; and it is left as it was.
    expect(JSON.stringify(snapshot)).toBe(before);
    const again = advance(process, before === undefined ? undefined : (JSON.parse(before) as Snapshot), trigger, environment);
    expect(JSON.stringify(again)).toBe(JSON.stringify(answer));
    // What is noted to take the step back brings back every byte, also when both come from the database.
    if (snapshot) {
      const undo = JSON.parse(JSON.stringify(undoOf(snapshot, answer.snapshot))) as ReturnType<typeof undoOf>;
      expect(JSON.stringify(undoStep(JSON.parse(JSON.stringify(answer.snapshot)) as Snapshot, undo))).toBe(before);
    }

    snapshot = answer.snapshot;
    for (const record of answer.records) ledger.read(record);
    const open = openWaits(snapshot).filter(({ kind }) => kind !== 'join');
    expect(new Set(open.map(({ id }) => id))).toEqual(ledger.waits);
    expect(open.filter(({ kind }) => kind === 'incident')).toEqual([]);
    if (snapshot.ended) return ledger;
    // Messages last once it has gone on for long: some may come again and again.
    const served = steps > 300 ? open.filter(({ kind }) => kind !== 'message') : open;
    const from = served.length > 0 ? served : open;
    if (from.length === 0) throw new Error(`stuck: ${before}`);
    trigger = steps >= cancelAt ? { type: 'cancel' } : triggerFor(from[choose(from.length)]!, choose);
  }
}

describe('any block-structured model', () => {
  it('ends with all tokens gone when everything that it waits for is served, and its records tell the whole story', () => {
    fc.assert(
      fc.property(anyBlock, fc.integer({ min: 1 }), fc.constantFrom(1, 2, 7, 1_000), (block, seed, stepBudget) => {
        const ledger = runToEnd(block, seed, stepBudget);
        expect(ledger.outcome).toBe('completed');
        expect([...ledger.waits]).toEqual([]);
        expect([...ledger.activities.values()]).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('can be cancelled at any moment, and leaves nothing open', () => {
    fc.assert(
      fc.property(
        anyBlock,
        fc.integer({ min: 1 }),
        fc.constantFrom(1, 3, 1_000),
        fc.nat({ max: 12 }),
        (block, seed, budget, cancelAt) => {
          const ledger = runToEnd(block, seed, budget, cancelAt);
          expect(['completed', 'terminated']).toContain(ledger.outcome);
          expect([...ledger.waits]).toEqual([]);
          expect([...ledger.activities.values()]).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  }, 60_000);
});
