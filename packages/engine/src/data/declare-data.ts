import type { DataItem, FlowNode } from '@gaita/bpmn';
import { own } from '../own-key.ts';
import type { Place, Step } from '../state/step.ts';
import { readVariable, scopeSeenBy, writeLocal, writeOwn } from '../state/variables.ts';
import { payloadFor } from './take-payload.ts';
import { seenFrom } from '../state/visible-variables.ts';

/**
 * Gives the process the variables of its data objects, properties, data inputs and outputs: null until somebody writes them
 * (BPMN 2.0.2, 10.4.1). What the start gave stays.
 */
export function declareProcessData(step: Step): void {
  const { dataObjects = [], data } = step.process.data;
  const scope = step.scope(step.instanceId);
  for (const { variable } of [...dataObjects, ...(data ? [...data.properties, ...data.inputs, ...data.outputs] : [])])
    if (!own(scope?.variables, variable)) writeOwn(step, step.instanceId, variable, null);
}

/**
 * The same for an activity or event: properties, data inputs and outputs are local to it, a sub-process's data objects to its
 * inside. What an event brought already stays, and so does what a first try wrote. A data input that nothing fills has the value
 * that is seen from outside.
 */
export function declareData(step: Step, at: Place): void {
  const { model } = at.node;
  const dataObjects = 'nodes' in model ? (model.dataObjects ?? []) : [];
  if (!model.data && dataObjects.length === 0) return;
  const declare = (items: readonly DataItem[], value: (variable: string) => ReturnType<typeof readVariable>): void => {
    for (const { variable } of items)
      if (!own(step.scope(at.tokenId)?.variables, variable)) writeLocal(step, at, variable, value(variable) ?? null);
  };
  const nothing = (): null => null;
  declare(dataObjects, nothing);
  if (!model.data) return;
  const filled = new Set(model.data.inputAssociations.flatMap(({ target }) => target ?? []));
  declare(model.data.properties, nothing);
  declare(model.data.inputs, (name) =>
    filled.has(name) ? null : readVariable((id) => step.scope(id), scopeSeenBy(step, at), name),
  );
  declare(model.data.outputs, startsInstances(model) ? (name) => broughtByStart(step, at, name) : nothing);
}

const startsInstances = (model: FlowNode): boolean =>
  model.type === 'startEvent' || (model.type === 'receiveTask' && model.instantiate);

/** What started a scope has written its payload there: the variable of that name, else all of them. */
function broughtByStart(step: Step, at: Place, name: string): ReturnType<typeof readVariable> {
  const { variables } = seenFrom((id) => step.scope(id), at.scopeId);
  return payloadFor(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null)), name);
}
