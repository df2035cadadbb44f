import type { DataAssociation } from '@gaita/bpmn';
import type { Json } from '@gaita/contracts';
import { lookupAt } from '../state/evaluate.ts';
import type { Place, Step } from '../state/step.ts';
import { readVariable, scopeSeenBy, writeLocal } from '../state/variables.ts';
import { evaluateAssociation } from './evaluate-association.ts';

/**
 * Fills the data inputs of an activity or event from their associations, evaluated in the scope around it, for the first input set
 * whose required inputs are all there (BPMN 2.0.2, 10.4.2 and 13.3.2). Optional inputs and those of while executing are filled with
 * what is there at the start. Throws ExpressionError.
 * @returns the missing inputs of the first set where none is complete; nothing is written then
 */
export function takeInputs(step: Step, at: Place): readonly string[] | undefined {
  const { model } = at.node;
  if (!model.data || model.data.inputAssociations.length === 0) return undefined;
  const { inputs, inputSets, inputAssociations } = model.data;
  const values = evaluateInputs(step, at, inputAssociations);
  // Events throw with the data that there is: they cannot wait (13.5.1).
  const sets = model.type.endsWith('Event') ? [] : inputSets;
  const fillable = new Set(inputAssociations.flatMap(targetsOf));
  const missingIn = (required: readonly string[]): string[] =>
    required.filter((name) => fillable.has(name) && (values.get(name) ?? null) === null);
  const chosen = sets.find(({ required }) => missingIn(required).length === 0);
  if (sets[0] && !chosen) return missingIn(sets[0].required);
  const left = new Set(chosen && inputs.map(({ variable }) => variable));
  for (const name of [...(chosen?.required ?? []), ...(chosen?.others ?? [])]) left.delete(name);
  for (const [name, value] of values) if (!left.has(name)) writeLocal(step, at, name, value);
  return undefined;
}

/** The same for the body of a multi-instance activity: the collection whose elements are the items. */
export function missingLoopInput(step: Step, at: Place): readonly string[] | undefined {
  const variable = at.node.model.data?.loopInput;
  if (variable === undefined) return undefined;
  return (readVariable((id) => step.scope(id), at.scopeId, variable) ?? null) === null ? [variable] : undefined;
}

const targetsOf = ({ target, assignments }: DataAssociation): string[] => [
  ...(target === undefined ? [] : [target]),
  ...assignments.flatMap(({ to }) => to[0] ?? []),
];

function evaluateInputs(step: Step, at: Place, associations: readonly DataAssociation[]): Map<string, Json> {
  const values = new Map<string, Json>();
  // The instance of a multi-instance activity has its own item beside what is seen around it.
  const from = step.token(at.scopeId, at.tokenId)?.loopIndex === undefined ? at.scopeId : scopeSeenBy(step, at);
  const lookup = lookupAt(step, from);
  for (const association of associations)
    for (const [name, value] of evaluateAssociation(step, association, lookup, (target) => values.get(target)))
      values.set(name, value);
  return values;
}
