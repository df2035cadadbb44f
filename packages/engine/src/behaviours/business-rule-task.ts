import type { BusinessRuleTask } from '@gaita/bpmn';
import type { EvaluatedDecisionRecord, Json } from '@gaita/contracts';
import type { CompiledDecision, EvaluatedDecision } from '@gaita/expressions';
import { ExpressionError } from '@gaita/expressions';
import { decisionKey } from '../compile/decision-key.ts';
import { own } from '../own-key.ts';
import { Halt } from '../state/halt.ts';
import { evaluateText, lookupAt } from '../state/evaluate.ts';
import type { Behaviour } from '../state/step.ts';
import { bytesOf, scopeSeenBy, writeLocal, writeVariable } from '../state/variables.ts';
import { createJob } from './job.ts';
import { runExpression } from './own-expression.ts';

/** The variable under which output mappings find the result. */
const RESULT = 'decisionResult';

/** Evaluates a decision or an expression, or leaves it to a job with its topic. */
export const businessRuleTask: Behaviour<BusinessRuleTask> = {
  enter(step, at) {
    const { model } = at.node;
    if (model.topic) return createJob(step, at, model.topic);
    if (model.expression && !model.decisionRef) return runExpression(step, at, model.expression, model.resultVariable);
    const reference = evaluateText(step, at, model.decisionRef);
    if (reference === undefined) throw new Halt('decisionMissing', `${model.id}: the task names no decision`);
    const decision = own(step.environment.decisions, decisionKey(reference, model.binding, model.bindingValue));
    if (!decision)
      throw new Halt('decisionMissing', `${model.id}: there is no decision "${reference}". Deploy it, then try again.`);

    const { now, calendar } = step.environment;
    const evaluated = decision.evaluate(lookupAt(step, scopeSeenBy(step, at)), { now, calendar });
    const value = mapResult(evaluated, model);
    step.record(
      {
        kind: 'decisionEvaluated',
        tokenId: at.tokenId,
        scopeId: at.scopeId,
        elementId: model.id,
        decisionId: decision.id,
        ...(decision.definitionId !== undefined && { decisionDefinitionId: decision.definitionId }),
        matchedRules: [...evaluated.matchedRules],
        result: value,
        ...(evaluated.evaluated && { evaluated: evaluated.evaluated.map((one) => recorded(step.newId(), one)) }),
      },
      bytesOf(value),
    );
    if (model.outputs.length > 0) writeLocal(step, at, RESULT, value);
    if (model.resultVariable) writeVariable(step, scopeSeenBy(step, at), model.resultVariable, value);
    return 'done';
  },
};

const recorded = (
  decisionInstanceId: string,
  { id, definitionId, name, inputs, matchedRules, outputs, result }: EvaluatedDecision,
): EvaluatedDecisionRecord => ({
  decisionInstanceId,
  decisionId: id,
  ...(definitionId !== undefined && { decisionDefinitionId: definitionId }),
  ...(name !== undefined && { name }),
  inputs: inputs.map((input) => ({ ...input })),
  matchedRules: [...matchedRules],
  outputs: outputs.map((output) => ({ ...output })),
  result,
});

type Evaluated = ReturnType<CompiledDecision['evaluate']>;

/** Camunda's four ways to read a result. Throws ExpressionError when the result has another shape. */
function mapResult({ result, outputs }: Evaluated, { id, mapDecisionResult }: BusinessRuleTask): Json {
  switch (mapDecisionResult) {
    case 'resultList':
      return outputs.map((output) => ({ ...output }));
    case 'collectEntries':
      return outputs.map((output) => singleEntry(output, id));
    case 'singleResult':
      if (outputs.length > 1) throw new ExpressionError(`${id}: expected one result, but ${outputs.length} rules matched`);
      return outputs[0] ? { ...outputs[0] } : null;
    case 'singleEntry':
      // An aggregating table (sum, count, …) gives one value for many rules.
      if (typeof result !== 'object') return result;
      if (outputs.length > 1) throw new ExpressionError(`${id}: expected one value, but ${outputs.length} rules matched`);
      return outputs[0] ? singleEntry(outputs[0], id) : null;
  }
}

function singleEntry(output: Evaluated['outputs'][number], id: string): Json {
  const values = Object.values(output);
  if (values.length > 1)
    throw new ExpressionError(`${id}: expected one value a rule, but found ${Object.keys(output).join(', ')}`);
  return values[0] ?? null;
}
