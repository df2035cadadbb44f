import { describe, expect, it } from '@jest/globals';
import { inDrawnOrder } from './draw.mjs';
import type { Outcome } from './outcome.mjs';
import { sampleOf, scoreOf, tableOf } from './outcome.mjs';

const ids = Array.from({ length: 200 }, (_, at) => String(at));

const mutant = (id: string, status: string, statusReason?: string) => ({
  id,
  status,
  statusReason,
  mutatorName: 'BooleanLiteral',
  replacement: 'false',
  location: { start: { line: Number(id) + 1, column: 3 }, end: { line: Number(id) + 1, column: 7 } },
});
const report = (...mutants: ReturnType<typeof mutant>[]) => ({ files: { 'a.ts': { mutants } } });
const outcomes = (...mutants: ReturnType<typeof mutant>[]) =>
  sampleOf(report(...mutants), '1').drawn.map(({ at, outcome }) => [at, outcome]);

describe('The sample', () => {
  it('is drawn by the seed alone', () => {
    const all = ids.map((id) => ({ id }));
    const drawn = inDrawnOrder(all, '7');
    expect(inDrawnOrder([...all].reverse(), '7')).toEqual(drawn);
    expect(inDrawnOrder(all, '8')).not.toEqual(drawn);
    expect(new Set(drawn)).toEqual(new Set(all));
  });

  it('ends before the first mutant that was not run, and holds those that no test reaches', () => {
    const order = inDrawnOrder(
      ids.map((id) => ({ id })),
      '1',
    ).map(({ id }) => id);
    const status = (place: number) => (place % 5 === 2 ? 'NoCoverage' : place < 20 ? 'Killed' : 'CompileError');
    const mutants = ids.map((id) => mutant(id, status(order.indexOf(id)), 'not drawn'));
    const { all, drawn } = sampleOf(report(...mutants), '1');
    expect(all).toBe(200);
    expect(drawn).toHaveLength(20);
    expect(scoreOf(drawn)).toMatchObject({ killed: 16, noCoverage: 4, survived: 0, score: 80 });
  });

  it('says where each mutant stands', () => {
    expect(sampleOf(report(mutant('4', 'Survived')), '1').drawn).toEqual([
      { at: 'a.ts:5:3-5:7', mutant: 'BooleanLiteral → false', outcome: 'survived' },
    ]);
  });

  it('takes no time-out and no error for a kill', () => {
    const found = outcomes(
      mutant('0', 'Killed', 'expected 1 to be 2'),
      mutant('1', 'Timeout', 'Hit limit reached (501/500)'),
      mutant('2', 'Killed', 'Error: thrown: "Exceeded timeout of 30000 ms for a test.'),
      mutant('3', 'RuntimeError'),
      mutant('4', 'CompileError', 'something else'),
      mutant('5', 'Ignored'),
    );
    expect(Object.fromEntries(found)).toEqual({
      'a.ts:1:3-1:7': 'killed',
      'a.ts:2:3-2:7': 'timedOut',
      'a.ts:3:3-3:7': 'timedOut',
      'a.ts:4:3-4:7': 'errors',
      'a.ts:5:3-5:7': 'errors',
    });
  });
});

describe('The score', () => {
  const drawn = (counts: Partial<Record<Outcome, number>>) =>
    Object.entries(counts).flatMap(([outcome, count]) => Array.from({ length: count }, () => ({ outcome: outcome as Outcome })));

  it('counts as noticed only what was killed, and leaves errors out', () => {
    const score = scoreOf(drawn({ killed: 40, survived: 5, noCoverage: 3, timedOut: 2, errors: 7 }));
    expect(score).toEqual({
      drawn: 57,
      killed: 40,
      survived: 5,
      noCoverage: 3,
      timedOut: 2,
      errors: 7,
      score: 80,
      low: 67,
      high: 88.8,
    });
  });

  it('knows nothing of an empty sample', () => {
    expect(scoreOf([])).toMatchObject({ score: 0, low: 0, high: 100 });
  });

  it('is a line of a table', () => {
    const result = {
      area: 'audit',
      date: '2026-01-02T03:04',
      seed: '2',
      all: 898,
      ...scoreOf(drawn({ killed: 9, survived: 1 })),
    };
    expect(tableOf([result]).split('\n')[2]).toBe(
      '| audit | 2026-01-02T03:04 | 2 | 10 of 898 | 9 | 1 | 0 | 0 | 0 | 90 % | 59.6 – 98.2 % |',
    );
  });
});
