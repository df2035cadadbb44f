import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { inRiga, variables } from '../testing/context.ts';
import { ExpressionError } from '../types.ts';
import { compileDecisions } from './compile-decisions.ts';
import { decision, dmn, table } from '../testing/dmn-models.ts';
import type { TableText } from '../testing/dmn-models.ts';

async function decide(content: TableText, values: { readonly [name: string]: Json }) {
  const { decisions, problems } = await compileDecisions(dmn(decision('grade', table(content))));
  expect(problems).toEqual([]);
  return decisions[0]?.evaluate(variables(values), inRiga);
}

const overlapping = {
  inputs: ['score'],
  rules: [
    ['> 10', '"good"'],
    ['> 20', '"best"'],
    ['> 5', '"fair"'],
  ],
};
const fees = {
  inputs: ['days'],
  outputs: ['fee'],
  rules: [
    ['> 0', '10'],
    ['> 5', '20.2'],
    ['> 9', '0.1'],
  ],
};

describe('a decision table', () => {
  it('gives the output of the one rule that matches, and which it was', async () => {
    const content = {
      inputs: ['amount', 'region'],
      outputs: ['desk'],
      rules: [
        ['< 100', '-', '"A"'],
        ['>= 100', '"north", "east"', '"B"'],
      ],
    };
    expect(await decide(content, { amount: 150, region: 'east' })).toMatchObject({
      result: 'B',
      outputs: [{ desk: 'B' }],
      matchedRules: ['rule-2'],
    });
    expect(await decide(content, { amount: 150, region: 'west' })).toMatchObject({ result: null, outputs: [], matchedRules: [] });
  });

  it('gives a context when there are several outputs, and names an unnamed one after the decision', async () => {
    const content = { inputs: ['x'], outputs: ['a', 'b'], rules: [['1', '"p"', 'x + 1']] };
    expect((await decide(content, { x: 1 }))?.result).toEqual({ a: 'p', b: 2 });
    expect((await decide({ inputs: ['x'], outputs: [''], rules: [['-', '1']] }, {}))?.outputs).toEqual([{ grade: 1 }]);
  });

  it('takes the default outputs when no rule matches', async () => {
    const content = { inputs: ['x'], outputs: ['a = "none"', 'b'], rules: [['1', '"p"', '2']] };
    expect(await decide(content, { x: 9 })).toMatchObject({
      result: { a: 'none', b: null },
      outputs: [{ a: 'none', b: null }],
      matchedRules: [],
    });
  });

  it('refuses two matches where one is allowed', async () => {
    const deciding = decide({ ...overlapping, outputs: ['grade'] }, { score: 15 });
    await expect(deciding).rejects.toThrow(ExpressionError);
    await expect(deciding).rejects.toThrow('Rules 1 and 3 match');
  });

  it('refuses unlike outputs where any rule may answer', async () => {
    const content = {
      inputs: ['x'],
      outputs: ['a'],
      hitPolicy: 'ANY',
      rules: [
        ['> 0', '"p"'],
        ['> 1', '"p"'],
        ['> 2', '"q"'],
      ],
    };
    expect((await decide(content, { x: 2 }))?.result).toBe('p');
    await expect(decide(content, { x: 3 })).rejects.toThrow('unlike outputs');
  });

  it.each<[string, Json, readonly string[]]>([
    ['FIRST', 'good', ['rule-1']],
    ['PRIORITY', 'best', ['rule-2']],
    ['RULE ORDER', ['good', 'best', 'fair'], ['rule-1', 'rule-2', 'rule-3']],
    ['OUTPUT ORDER', ['best', 'good', 'fair'], ['rule-2', 'rule-1', 'rule-3']],
    ['COLLECT', ['good', 'best', 'fair'], ['rule-1', 'rule-2', 'rule-3']],
  ])('with the hit policy %s gives %j', async (hitPolicy, result, matchedRules) => {
    const content = { ...overlapping, hitPolicy, outputs: ['grade: "best", "good", "fair"'] };
    expect(await decide(content, { score: 30 })).toMatchObject({ result, matchedRules });
  });

  it.each<[string, Json, Json]>([
    ['SUM', 30.3, null],
    ['MIN', 0.1, null],
    ['MAX', 20.2, null],
    ['COUNT', 3, 0],
  ])('collects and takes the %s: %j, of nothing %j', async (aggregation, some, none) => {
    const content = { ...fees, hitPolicy: 'COLLECT', aggregation };
    expect(await decide(content, { days: 10 })).toMatchObject({ result: some, outputs: [{ fee: some }] });
    expect((await decide(content, { days: 0 }))?.result).toBe(none);
  });

  it.each<[string, Json, boolean]>([
    ['-', null, true],
    ['', 1, true],
    ['null', null, true],
    ['> 5', null, false],
    ['[1..5]', 5, true],
    ['[1..5)', 5, false],
    ['not(1, 2)', 3, true],
    ['not(1, 2)', 2, false],
    ['limit', 7, true],
    ['limits', 9, true],
    ['? > 2 and ? < 4', 3, true],
    ['contains(?, "b")', 'abc', true],
    ['false', false, true],
    ['flag', false, true],
    ['"a", "b"', 'b', true],
    ['some x in limits satisfies x = ?', 9, true],
    ['matches(?, "^[A-Z]+$")', 'ABC', true],
  ])('a cell with %s and the value %j: %j', async (cell, x, matches) => {
    const content = { inputs: ['x'], outputs: ['a'], rules: [[cell, '1']] };
    const values = { x, limit: 7, limits: [8, 9], flag: false };
    expect((await decide(content, values))?.result).toBe(matches ? 1 : null);
  });

  it('reads dates from text where the input says that it is one', async () => {
    const content = {
      inputs: ['received:date'],
      outputs: ['a'],
      rules: [['< date("2026-02-01")', 'add working days(received, 1)']],
    };
    expect((await decide(content, { received: '2026-01-15' }))?.result).toBe('2026-01-16');
  });
});
