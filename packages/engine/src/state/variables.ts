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
/** What a list or object counts beside what it holds: to walk through many small ones takes longer than their JSON is long. */
const LIST_OR_OBJECT = 16;

/** Lists and objects within each other, at the most: what reads and writes them as JSON goes down into each. */
const DEEPEST_VALUE = 1_000;

/** About how much the variables of an instance may take together as JSON: each step writes them anew. */
const LARGEST_INSTANCE = 32_000_000;
/** Smaller values are let through without a look at the others. */
const WORTH_A_LOOK = 100_000;

function store(step: Step, scopeId: string, name: string, value: Json, type?: string): void {
  const refused = tooMuch(value, LONGEST_VALUE);
  if (refused === 'long') throw new Halt('valueTooLarge', `Variable "${shortened(name)}" would be over 10 MB large.`);
  if (refused === 'deep')
    throw new Halt('valueTooLarge', `Variable "${shortened(name)}" would be over ${DEEPEST_VALUE} lists or objects deep.`);
  const bytes = bytesOf(value);
  if (bytes > WORTH_A_LOOK && bytes + bytesBeside(step, scopeId, name) > LARGEST_INSTANCE)
    throw new Halt(
      'instanceTooLarge',
      `With variable "${shortened(name)}" the variables of this case would be over ${LARGEST_INSTANCE / 1_000_000} MB large.`,
    );
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
    bytes,
  );
}

/** What all other variables take, in the scopes that are here: items stored apart are written apart. */
function bytesBeside(step: Step, scopeId: string, name: string): number {
  let bytes = 0;
  for (const id of step.scopesHere())
    for (const [other, { value }] of Object.entries(step.scope(id)!.variables ?? {}))
      if (id !== scopeId || other !== name) bytes += bytesOf(value);
  return bytes;
}

const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

/**
 * What forbids to store a value: `long` when it is about longer than that as JSON, `deep` when JSON could not be written. Looks no
 * further: what expressions make may hold the same list many times.
 */
function tooMuch(value: Json, most: number): 'long' | 'deep' | undefined {
  if (typeof value === 'string') return value.length > most ? 'long' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  let length = 0;
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST_VALUE) return 'deep';
    const below: Json[] = [];
    for (const next of level) {
      if (typeof next === 'string') length += next.length + 2;
      else if (typeof next !== 'object' || next === null) length += 4;
      else {
        length += LIST_OR_OBJECT;
        if (!Array.isArray(next)) for (const name of Object.keys(next)) length += name.length + 4;
        for (const inner of Object.values(next)) below.push(inner);
      }
      if (length > most || below.length > most) return 'long';
    }
    level = below;
  }
  return undefined;
}

/** About how long a value is as JSON. */
export function bytesOf(value: Json): number {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value).length;
  return 8;
}
