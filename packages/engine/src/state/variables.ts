import type { Json, Variables, VariableTypes } from '@gaita/contracts';
import type { ScopeState, VariableState } from '../snapshot.ts';
import { own, put } from '../own-key.ts';
import { Halt } from './halt.ts';
import type { Place, Step } from './step.ts';

/** The innermost scope that a token sees: its own when it has local variables, else the one that holds it. */
export const scopeSeenBy = (step: Step, at: { scopeId: string; tokenId: string }): string =>
  step.scope(at.tokenId) ? at.tokenId : at.scopeId;

/** Finds a variable from a scope outwards; the counters of a multi-instance body count as its variables. */
export function readVariable(scopeOf: (id: string) => ScopeState | undefined, from: string, name: string): Json | undefined {
  for (let scope = scopeOf(from); scope; scope = scope.parent === undefined ? undefined : scopeOf(scope.parent)) {
    const variable = own(scope.variables, name);
    if (variable) return variable.value;
    const counter = scope.loop && own(loopProperties(scope), name);
    if (counter !== undefined) return counter;
  }
  return undefined;
}

/** BPMN's properties of a multi-instance body as Camunda names them. */
export function loopCounters({ loop }: ScopeState): Variables {
  if (loop?.total === undefined) return {};
  const started = loop.sequential ? loop.started : loop.total;
  return {
    nrOfInstances: loop.total,
    nrOfCompletedInstances: loop.completed,
    nrOfActiveInstances: started - loop.completed,
  };
}

/** The same with BPMN's own names for them (BPMN 2.0.2, table 10.31), for expressions. */
export function loopProperties(scope: ScopeState): Variables {
  const counters = loopCounters(scope);
  if (counters.nrOfInstances === undefined) return counters;
  return {
    ...counters,
    numberOfInstances: counters.nrOfInstances,
    numberOfActiveInstances: counters.nrOfActiveInstances!,
    numberOfCompletedInstances: counters.nrOfCompletedInstances!,
    // An instance is terminated only together with the whole activity.
    numberOfTerminatedInstances: 0,
  };
}

/** Writes to the nearest scope that has the variable, seen from `from`; where none has, to the process instance. */
export function writeVariable(step: Step, from: string, name: string, value: Json, type?: string): void {
  let id: string | undefined = from;
  while (id !== undefined) {
    const scope: ScopeState | undefined = step.scope(id);
    if (scope && own(scope.variables, name)) return store(step, id, name, value, type);
    id = scope?.parent;
  }
  store(step, step.instanceId, name, value, type);
}

export function writeVariables(step: Step, from: string, variables: Variables, types?: VariableTypes): void {
  for (const name of Object.keys(variables)) writeVariable(step, from, name, variables[name]!, own(types, name));
}

/** Writes a variable that only this activity instance and what it holds can see. */
export function writeLocal(step: Step, at: Place, name: string, value: Json, type?: string): void {
  if (!step.scope(at.tokenId)) step.addScope(at.tokenId, { parent: at.scopeId, element: at.node.id });
  store(step, at.tokenId, name, value, type);
}

export function writeLocals(step: Step, at: Place, variables: Variables | undefined, types?: VariableTypes): void {
  if (variables) for (const name of Object.keys(variables)) writeLocal(step, at, name, variables[name]!, own(types, name));
}

/** Writes a variable of the scope itself, whether or not one further out has the name. */
export const writeOwn = (step: Step, scopeId: string, name: string, value: Json): void => store(step, scopeId, name, value);

/** A value may be about so long as JSON; databases take no longer ones in a statement. */
const LONGEST_VALUE = 10_000_000;

function store(step: Step, scopeId: string, name: string, value: Json, type?: string): void {
  if (isLonger(value, LONGEST_VALUE)) throw new Halt('valueTooLarge', `Variable "${shortened(name)}" would be over 10 MB large.`);
  const scope = step.edit(scopeId);
  const before = own(scope.variables, name);
  const variable: VariableState = {
    id: before?.id ?? step.newId(),
    version: (before?.version ?? 0) + 1,
    value,
    ...(type !== undefined && { type }),
  };
  put((scope.variables ??= {}), name, variable);
  step.wrote = true;
  step.conditions?.changed({ scopeId, name, event: before ? 'update' : 'create' });
  step.record(
    {
      kind: 'variableWritten',
      scopeId,
      variableId: variable.id,
      name,
      value,
      ...(type !== undefined && { type }),
      version: variable.version,
    },
    bytesOf(value),
  );
}

const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

/** Whether a value is about longer than that as JSON. Looks no further: what expressions make may hold the same list many times. */
function isLonger(value: Json, most: number): boolean {
  if (typeof value === 'string') return value.length > most;
  if (typeof value !== 'object' || value === null) return false;
  let length = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined && length <= most; next = open.pop()) {
    if (typeof next === 'string') length += next.length + 2;
    else if (typeof next !== 'object' || next === null) length += 4;
    else {
      const names = Array.isArray(next) ? undefined : Object.keys(next);
      length += 2;
      for (const name of names ?? []) length += name.length + 4;
      for (const inner of Object.values(next)) open.push(inner);
      if (open.length > most) return true;
    }
  }
  return length > most;
}

/** About how long a value is as JSON. */
export function bytesOf(value: Json): number {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value).length;
  return 8;
}
