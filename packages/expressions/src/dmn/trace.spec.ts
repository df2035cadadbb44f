import { describe, expect, it } from '@jest/globals';
import { inRiga, variables } from '../testing/context.ts';
import { input } from '../testing/dmn-cases.ts';
import { decision, dmn, literal, needsDecision, needsInput, table } from '../testing/dmn-models.ts';
import { compileDecisions } from './compile-decisions.ts';

describe('how a decision came about', () => {
  it('is told of every decision in the graph, in the order in which they were made', async () => {
    const model =
      input('age', 'number') +
      decision(
        'Band',
        table({
          inputs: ['age:number'],
          outputs: ['band'],
          rules: [
            ['< 18', '"child"'],
            ['>= 18', '"adult"'],
          ],
        }),
        [needsInput('age')],
      ) +
      decision('Fee', literal('if Band = "child" then 0 else 10'), [needsDecision('Band')]);
    const { decisions } = await compileDecisions(dmn(model));
    const { evaluated, result } = decisions.find(({ id }) => id === 'Fee')!.evaluate(variables({ age: 30 }), inRiga);
    expect(result).toBe(10);
    expect(evaluated).toEqual([
      {
        id: 'Band',
        name: 'Band',
        inputs: [{ id: 'input-1', name: 'age', value: 30 }],
        matchedRules: ['rule-2'],
        outputs: [{ band: 'adult' }],
        result: 'adult',
      },
      {
        id: 'Fee',
        name: 'Fee',
        inputs: [{ name: 'Band', value: 'adult' }],
        matchedRules: [],
        outputs: [{ Fee: 10 }],
        result: 10,
      },
    ]);
  });
});
