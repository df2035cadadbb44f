import type { Json, Variables } from '@gaita/contracts';
import { own } from '../own-key.ts';
import type { Place, Step } from '../state/step.ts';
import { writeLocal } from '../state/variables.ts';

/**
 * The payload of a catching event or receive task that has data outputs stays with it, for its associations to carry on (BPMN 2.0.2,
 * 10.4.2): each output gets the variable of its name, else the only variable, else all of them as one object.
 * @returns what is to be written to the process: all where there are no data outputs
 */
export function takePayload(step: Step, at: Place, variables: Variables | undefined): Variables | undefined {
  const data = at.node.model.data;
  if (!variables || !data || data.outputs.length === 0 || data.outputAssociations.length === 0) return variables;
  for (const { variable } of data.outputs) writeLocal(step, at, variable, payloadFor(variables, variable));
  return undefined;
}

export function payloadFor(variables: Variables, name: string): Json {
  const named = own(variables, name);
  if (named !== undefined) return named;
  const values = Object.values(variables);
  if (values.length === 0) return null;
  return values.length === 1 ? values[0]! : variables;
}
