import type { DataAssociation } from '@gaita/bpmn';
import type { Json } from '@gaita/contracts';
import type { Lookup } from '@gaita/expressions';
import { own, put } from '../own-key.ts';
import { evaluateWith } from '../state/evaluate.ts';
import type { Step } from '../state/step.ts';
import { evaluateValueWith } from './evaluate-value.ts';

/**
 * What an association gives, by variable (BPMN 2.0.2, 10.4.2): the value of its source or of its transformation, then its
 * assignments in order. Nothing where a source is not available. Throws ExpressionError.
 * @param before the value that a variable has now: an assignment to a member keeps the other members
 */
export function evaluateAssociation(step: Step, association: DataAssociation, lookup: Lookup, before: Lookup): Map<string, Json> {
  const values = new Map<string, Json>();
  const sources = new Map<string, Json>();
  for (const { id, variable } of association.sources) {
    const value = lookup(variable) ?? null;
    if (value === null) return values;
    sources.set(id, value);
  }
  const seen: Lookup = (name) => (sources.has(name) ? sources.get(name) : lookup(name));
  const { target, transformation, assignments } = association;
  if (target !== undefined) {
    if (transformation) values.set(target, evaluateWith(step, transformation, seen));
    else if (assignments.length === 0 && sources.size > 0) values.set(target, [...sources.values()][0]!);
  }
  for (const { from, to } of assignments) {
    const [variable = '', ...members] = to;
    const value = evaluateValueWith((...given) => evaluateWith(step, ...given), from, seen);
    values.set(variable, withMember(values.get(variable) ?? before(variable) ?? null, members, value));
  }
  return values;
}

/** A copy of the object in which the member has the value; what is no object gives way to one. */
function withMember(value: Json, [first, ...rest]: readonly string[], member: Json): Json {
  if (first === undefined) return member;
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  put(object, first, withMember(own(object, first) ?? null, rest, member));
  return object;
}
