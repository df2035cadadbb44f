import { describe, expect, it } from '@jest/globals';
import type { CompiledDecision } from '@gaita/expressions';
import { compile } from './compile/compile.ts';
import { mapping, processOf, start, user, value } from './testing/build-model.ts';
import { Play } from './testing/play.ts';

/** Stands for a table of which the given rules matched. */
const table = (outputs: readonly Record<string, number | string>[], result: unknown = undefined): CompiledDecision => ({
  id: 'fee',
  definitionId: 'fee:3',
  evaluate: (lookup) => ({
    result: (result ?? outputs[0] ?? null) as never,
    outputs: outputs.map((output) => ({ ...output, seen: lookup('n') ?? null })).map(({ seen: _seen, ...output }) => output),
    matchedRules: outputs.map((_, i) => `rule${i + 1}`),
  }),
});
const model = (more: Record<string, unknown>) =>
  processOf(
    'p',
    [start('s'), { type: 'businessRuleTask', id: 'd', decisionRef: value('fee'), resultVariable: 'r', ...more }, user('u')],
    ['s -> d -> u'],
  );

describe('a business rule task', () => {
  it.each([
    ['singleEntry', [{ amount: 5 }], 5],
    ['singleEntry', [], null],
    ['singleResult', [{ amount: 5, unit: 'EUR' }], { amount: 5, unit: 'EUR' }],
    ['collectEntries', [{ amount: 5 }, { amount: 6 }], [5, 6]],
    ['resultList', [{ amount: 5 }, { amount: 6 }], [{ amount: 5 }, { amount: 6 }]],
  ])('reads its result as %s', (mapDecisionResult, outputs, expected) => {
    const play = new Play(model({ mapDecisionResult }), {
      decisions: { fee: table(outputs as Record<string, number>[]) },
    }).start();
    expect(play.variables()).toEqual({ r: expected });
    expect(play.of('decisionEvaluated')).toMatchObject([
      { decisionId: 'fee', decisionDefinitionId: 'fee:3', matchedRules: outputs.map((_, i) => `rule${i + 1}`), result: expected },
    ]);
  });

  it('takes the one value of an aggregating table', () => {
    const play = new Play(model({ mapDecisionResult: 'singleEntry' }), {
      decisions: { fee: table([{ a: 1 }, { a: 2 }], 3) },
    }).start();
    expect(play.variables()).toEqual({ r: 3 });
  });

  it('gives its result to output mappings', () => {
    const play = new Play(
      model({
        mapDecisionResult: 'singleResult',
        resultVariable: undefined,
        outputs: [mapping('total', '=decisionResult.amount * 2')],
      }),
      {
        decisions: { fee: table([{ amount: 4 }]) },
      },
    ).start();
    expect(play.variables()).toEqual({ total: 8 });
  });

  it.each([
    ['singleEntry', [{ amount: 5 }, { amount: 6 }]],
    ['singleEntry', [{ amount: 5, unit: 'EUR' }]],
    ['singleResult', [{ amount: 5 }, { amount: 6 }]],
  ])('refuses a result of another shape (%s)', (mapDecisionResult, outputs) => {
    const play = new Play(model({ mapDecisionResult }), {
      decisions: { fee: table(outputs as Record<string, number>[], outputs) },
    }).start();
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'expressionFailed', elementId: 'd' }]);
  });

  it('without its decision waits for somebody to deploy it', () => {
    const decisions: Record<string, CompiledDecision> = {};
    const play = new Play(model({}), { decisions }).start();
    expect(play.of('incidentRaised')).toMatchObject([{ incidentType: 'decisionMissing' }]);
    decisions.fee = table([{ amount: 1 }]);
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'd').id });
    expect(play.tasks()).toEqual(['u']);
  });

  it('tells which decisions the environment must hold', () => {
    const compiled = compile(model({ binding: 'version', bindingValue: '2' }));
    expect(compiled.decisions).toEqual([{ key: 'fee@version:2', reference: 'fee', binding: 'version', bindingValue: '2' }]);
    expect(compile(model({})).decisions).toEqual([{ key: 'fee', reference: 'fee', binding: 'latest' }]);
  });
});
