import type { DataValue, Expression } from '@gaita/bpmn';
import type { Json } from '@gaita/contracts';
import type { Lookup } from '@gaita/expressions';
import { own } from '../own-key.ts';

/** Evaluates an expression with the variables of a lookup. Throws ExpressionError. */
export type Evaluation = (expression: Expression, lookup: Lookup) => Json;

/** A path into what is no object gives null, as in FEEL. */
export function evaluateValueWith(evaluation: Evaluation, value: DataValue, lookup: Lookup): Json {
  if (value.type === 'expression') return evaluation(value.expression, lookup);
  const [variable = '', ...members] = value.path;
  return members.reduce<Json>(memberOf, lookup(variable) ?? null);
}

const memberOf = (value: Json, name: string): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (own(value, name) ?? null) : null;
