import type { Json } from '@gaita/contracts';
import { lookupAt } from '../state/evaluate.ts';
import type { Place, Step } from '../state/step.ts';
import { scopeSeenBy, writeVariable } from '../state/variables.ts';
import { evaluateAssociation } from './evaluate-association.ts';

const noValues: ReadonlyMap<string, Json> = new Map();

/**
 * What the data outputs of an activity or event give, by variable, seen from inside it (BPMN 2.0.2, 10.4.2). An output that nobody
 * wrote is not available and gives nothing. Throws ExpressionError.
 */
export function evaluateDataOutputs(step: Step, at: Place): ReadonlyMap<string, Json> {
  const associations = at.node.model.data?.outputAssociations ?? [];
  if (associations.length === 0) return noValues;
  const values = new Map<string, Json>();
  const inside = lookupAt(step, scopeSeenBy(step, at));
  const outside = lookupAt(step, at.scopeId);
  for (const association of associations)
    for (const [name, value] of evaluateAssociation(step, association, inside, (target) => values.get(target) ?? outside(target)))
      values.set(name, value);
  return values;
}

/** Writes them where the data objects are: seen from the scope around the activity. */
export function writeDataOutputs(step: Step, at: Place, values: ReadonlyMap<string, Json>): void {
  for (const [name, value] of values) writeVariable(step, at.scopeId, name, value);
}
