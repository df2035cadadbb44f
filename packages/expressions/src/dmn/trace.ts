import { toJson } from '../feel/values.ts';
import { FunctionValue } from '../feel/function-value.ts';
import type { Json } from '@gaita/contracts';
import type { EvaluatedDecision } from '../types.ts';
import type { Outcome } from './decision-table.ts';
import type { Decision } from './model.ts';

/** How a decision came about: of a table its input columns, of other logic what it required. */
export function traced(
  decision: Decision,
  { result, outputs, matchedRules, inputs }: Outcome,
  required: readonly (readonly [string, unknown])[],
): EvaluatedDecision {
  const isTable = decision.decisionLogic?.$type === 'dmn:DecisionTable';
  return {
    id: decision.id ?? '',
    ...(decision.name !== undefined && { name: decision.name }),
    inputs: isTable
      ? inputs.map(({ id, name, value }) => ({ ...(id !== undefined && { id }), name, value: shown(value) }))
      : required.map(([name, value]) => ({ name, value: shown(value) })),
    matchedRules,
    outputs: outputs.map(jsonEntry),
    result: shown(result),
  };
}

export const jsonEntry = (entry: { readonly [name: string]: unknown }): { [name: string]: Json } =>
  Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, shown(value)]));

/** A function or a range between decisions is no value to store: its kind is told instead. */
function shown(value: unknown): Json {
  if (value instanceof FunctionValue) return `function(${value.parameters.join(', ')})`;
  try {
    return toJson(value);
  } catch {
    return 'a value that cannot be stored';
  }
}
