import type { Mapping, MappingValue, VariableMapping } from '@gaita/bpmn';
import type { Json, Variables, VariableTypes } from '@gaita/contracts';
import type { Lookup } from '@gaita/expressions';
import { own, put } from '../own-key.ts';
import { evaluateWith, lookupAt } from './evaluate.ts';
import { scopeSeenBy, writeLocal, writeVariable } from './variables.ts';
import type { Place, Step } from './step.ts';

/** Gives the activity instance its input variables. All are evaluated before one is written; a later one sees the earlier. */
export function mapInputs(step: Step, at: Place): void {
  const { inputs } = at.node.model;
  if (inputs.length === 0) return;
  for (const [name, value] of evaluateAll(step, inputs, scopeSeenBy(step, at))) writeLocal(step, at, name, value);
}

/** Evaluates output mappings without writing; a later one sees the earlier. */
export function evaluateOutputs(step: Step, at: Place): ReadonlyMap<string, Json> {
  const { outputs } = at.node.model;
  return outputs.length === 0 ? noValues : evaluateAll(step, outputs, scopeSeenBy(step, at));
}

/** Writes what output mappings gave, by the rule seen from the scope that holds the activity. */
export function writeOutputs(step: Step, at: Place, outputs: ReadonlyMap<string, Json>): void {
  for (const [name, value] of outputs) writeVariable(step, at.scopeId, name, value);
}

const noValues: ReadonlyMap<string, Json> = new Map();

function evaluateAll(step: Step, mappings: readonly Mapping[], scopeId: string): Map<string, Json> {
  const values = new Map<string, Json>();
  const lookup = lookupAt(step, scopeId, values);
  for (const { name, value } of mappings) values.set(name, evaluateMapping(step, value, lookup));
  return values;
}

/** Recursive by the depth of the mapping as written in the model. */
function evaluateMapping(step: Step, value: MappingValue, lookup: Lookup): Json {
  switch (value.type) {
    case 'expression':
      return evaluateWith(step, value.expression, lookup);
    case 'list':
      return value.items.map((item) => evaluateMapping(step, item, lookup));
    case 'map': {
      const map: Variables = {};
      for (const entry of value.entries) put(map, entry.key, evaluateMapping(step, entry.value, lookup));
      return map;
    }
  }
}

export interface Payload {
  readonly variables: Variables;
  readonly types: VariableTypes;
  /** Of `variables`, those that the receiver keeps to itself. */
  readonly local: ReadonlySet<string>;
}

/** `camunda:in` / `camunda:out`: what goes from `source` (all of its variables, a lookup among them) to the other side. */
export function mapPayload(
  step: Step,
  mappings: readonly VariableMapping[],
  source: { readonly lookup: Lookup; all(): { variables: Variables; types: VariableTypes } },
): Payload {
  const variables: Variables = {};
  const types: VariableTypes = {};
  const local = new Set<string>();
  const add = (name: string, value: Json, type: string | undefined, isLocal: boolean): void => {
    put(variables, name, value);
    if (type !== undefined) put(types, name, type);
    if (isLocal) local.add(name);
    else local.delete(name);
  };
  for (const mapping of mappings) {
    if (mapping.all) {
      const given = source.all();
      for (const name of Object.keys(given.variables)) add(name, given.variables[name]!, own(given.types, name), mapping.local);
    } else if (mapping.sourceExpression && mapping.target !== undefined) {
      add(mapping.target, evaluateWith(step, mapping.sourceExpression, source.lookup), undefined, mapping.local);
    } else if (mapping.source !== undefined) {
      const type = own(source.all().types, mapping.source);
      add(mapping.target ?? mapping.source, source.lookup(mapping.source) ?? null, type, mapping.local);
    }
  }
  return { variables, types, local };
}
