import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { VirtualClock } from '../platform/clock.ts';
import type { Committer } from '../platform/committer.ts';
import { DuplicateRow } from '../platform/errors.ts';
import type { Ids } from '../platform/ids.ts';
import type { WritePlan } from '../platform/write-plan.ts';
import { AccessLog } from './access-log.ts';

const start = 1_000_000;
const minutes = 60_000;
const anna = { account: 'anna', institution: 'riga' };
const theCase = (id: string) => ({ type: 'case', id });

/** Tells for which times it was asked to wake, and what was taken back. */
class ToldClock extends VirtualClock {
  readonly told: string[] = [];

  override wakeAt(at: number, callback: () => void): () => void {
    this.told.push(`wake in ${at - this.now()}`);
    let isWaiting = true;
    const cancel = super.wakeAt(at, () => {
      isWaiting = false;
      callback();
    });
    return () => {
      if (isWaiting) this.told.push('cancel');
      cancel();
    };
  }
}

describe('What the access log keeps in memory', () => {
  let clock: ToldClock;
  let log: AccessLog;
  /** Rows of each commit. */
  let written: Record<string, unknown>[][];
  let failures: unknown[];
  let errors: object[];
  const { error } = Logger.prototype;

  beforeEach(() => {
    clock = new ToldClock(start);
    [written, failures, errors] = [[], [], []];
    const committer = {
      commit: async (plan: WritePlan) => {
        const { changes, ...rest } = plan;
        expect(rest).toEqual({ guards: [], commands: [], answer: null, afterCommit: [] });
        const failure = failures.shift();
        if (failure) throw failure as Error;
        written.push(changes.map((change) => (change.op === 'insert' ? change.row : {})));
      },
    } as unknown as Committer;
    let made = 0;
    log = new AccessLog(committer, clock, { next: () => `e${++made}` } as Ids);
    Logger.prototype.error = function (this: { context?: string }, message: object) {
      errors.push({ from: this.context, ...message });
    };
  });
  afterEach(() => {
    Logger.prototype.error = error;
  });

  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const ids = () => written.map((rows) => rows.map(({ objectId }) => objectId));

  it('is written by itself after a second, together with what came meanwhile', async () => {
    log.saw(anna, theCase('c1'));
    clock.advance(400);
    log.saw(anna, theCase('c2'));
    expect(clock.told).toEqual(['wake in 1000']);
    clock.advance(599);
    await settled();
    expect(written).toEqual([]);
    clock.advance(1);
    await settled();
    expect(ids()).toEqual([['c1', 'c2']]);
    log.saw(anna, theCase('c3'));
    clock.advance(1_000);
    await settled();
    expect(ids()).toEqual([['c1', 'c2'], ['c3']]);
    expect(clock.told).toEqual(['wake in 1000', 'wake in 1000']);
  });

  it('is one row for the first opening, and one for all further ones when five minutes are over', async () => {
    log.saw(anna, theCase('c1'));
    clock.advance(1_000);
    await settled();
    clock.advance(minutes);
    log.saw(anna, theCase('c1'));
    clock.advance(minutes);
    log.saw(anna, theCase('c1'));
    expect(clock.told).toEqual(['wake in 1000', 'wake in 239000']);
    clock.advance(3 * minutes - 1_001);
    await settled();
    expect(written).toHaveLength(1);
    clock.advance(1);
    await settled();
    const common = { account: 'anna', institution: 'riga', act: 'case-opened', objectType: 'case', objectId: 'c1' };
    const none = { instanceId: null, details: null, salt: null, detailsHash: null };
    expect(written).toEqual([
      [{ ...common, ...none, id: 'e1', at: start, count: 1, until: null }],
      [{ ...common, ...none, id: 'e2', at: start + minutes + 1_000, count: 2, until: start + 2 * minutes + 1_000 }],
    ]);
    log.saw(anna, theCase('c1'));
    await log.flush();
    expect(written[2]).toMatchObject([{ at: start + 5 * minutes, count: 1, until: null }]);
  });

  it('of an opening that comes when five minutes are over, before all else is written, begins anew', async () => {
    log.saw(anna, theCase('c1'));
    log.saw(anna, theCase('c1'));
    await log.flush();
    expect(written).toHaveLength(1);
    clock['time'] = start + 5 * minutes;
    log.saw(anna, theCase('c1'));
    await log.flush();
    expect(written[1]).toMatchObject([
      { at: start, count: 1, until: start },
      { at: start + 5 * minutes, count: 1, until: null },
    ]);
  });

  it('waits for what is over first', async () => {
    for (const id of ['c1', 'c2']) {
      log.saw(anna, theCase(id));
      log.saw(anna, theCase(id));
      clock.advance(400);
    }
    await log.flush();
    expect(clock.told).toEqual(['wake in 1000']);
    clock.advance(200);
    await settled();
    expect(clock.told.splice(0)).toEqual(['wake in 1000', 'wake in 299000']);
    clock.advance(299_000);
    await settled();
    expect(ids().at(-1)).toEqual(['c1']);
    expect(clock.told.splice(0)).toEqual(['wake in 1000', 'cancel', 'wake in 400']);
    clock.advance(400);
    await settled();
    expect(ids().at(-1)).toEqual(['c2']);
    clock.advance(minutes);
    await settled();
    expect(clock.told).toEqual(['wake in 1000']);
  });

  it('is no more than twenty thousand things: with the next one all are written down', async () => {
    for (let n = 0; n < 20_000; n++) log.saw(anna, theCase(`c${n}`));
    log.saw(anna, theCase('c7'));
    await log.flush();
    expect(written.flat()).toHaveLength(20_000);
    log.saw(anna, theCase('one more'));
    await log.flush();
    expect(ids().at(-1)).toEqual(['one more', 'c7']);
    // they are forgotten: each is a first opening again
    log.saw(anna, theCase('c7'));
    await log.flush();
    expect(written.at(-1)).toMatchObject([{ objectId: 'c7', until: null }]);
  });

  it('is written in portions of five hundred', async () => {
    for (let n = 0; n < 1_001; n++) log.saw(anna, theCase(`c${n}`));
    await log.flush();
    expect(written.map(({ length }) => length)).toEqual([500, 500, 1]);
    expect(ids().flat()).toEqual(Array.from({ length: 1_001 }, (_, n) => `c${n}`));
  });

  it('stays when it could not be written, in its order, and is tried again in a second', async () => {
    for (let n = 0; n < 1_001; n++) log.saw(anna, theCase(`c${n}`));
    failures = [undefined, new Error('the database is away')];
    const flushing = log.flush();
    log.saw(anna, theCase('later'));
    await flushing;
    expect(errors).toEqual([{ from: 'access log', message: 'access could not be recorded yet', error: 'the database is away' }]);
    expect(written.map(({ length }) => length)).toEqual([500]);
    clock.advance(1_000);
    await settled();
    expect(written.map(({ length }) => length)).toEqual([500, 500, 2]);
    expect(ids().flat()).toEqual([...Array.from({ length: 1_001 }, (_, n) => `c${n}`), 'later']);
  });

  it('is not written twice when an earlier try came through after all, and nothing behind it is lost', async () => {
    for (let n = 0; n < 501; n++) log.saw(anna, theCase(`c${n}`));
    failures = [new DuplicateRow('audit_entry')];
    await log.flush();
    expect([ids(), errors]).toEqual([[['c500']], []]);
    await log.flush();
    expect(written).toHaveLength(1);
  });

  it('is written at stop with what it still counts, and nobody wakes it any more', async () => {
    log.saw(anna, theCase('c1'));
    log.saw(anna, theCase('c1'));
    failures = [new Error('the database is away')];
    await log.onApplicationShutdown();
    expect(clock.told).toEqual(['wake in 1000', 'cancel', 'cancel']);
    clock.advance(minutes);
    await settled();
    expect(written).toEqual([]);
    const quiet = new AccessLog({ commit: async () => undefined } as unknown as Committer, clock, { next: () => 'e' } as Ids);
    await quiet.onApplicationShutdown();
  });

  it('belongs to the institution and the case of the thing, and holds what else is told of it', async () => {
    log.saw(anna, { ...theCase('t1'), type: 'task', institution: 'tartu', instanceId: 'c1', details: { why: 'x' } });
    log.saw(anna, { type: 'search', id: 's', asked: { text: 'a' }, details: { rows: 2 }, act: 'searched' });
    await log.flush();
    expect(written[0]).toMatchObject([
      { act: 'task-opened', institution: 'tartu', instanceId: 'c1', details: { why: 'x' } },
      { act: 'searched', institution: 'riga', instanceId: null, details: { asked: { text: 'a' }, rows: 2 } },
    ]);
    expect(written[0]![0]!['details']).not.toHaveProperty('asked');
  });
});
