import type { Expression, FlowNode, MultiInstance, StandardLoop } from '@gaita/bpmn';
import type { Json } from '@gaita/contracts';
import type { Lookup } from '@gaita/expressions';
import { ExpressionError } from '@gaita/expressions';
import { layOut } from '../parts/lay-out.ts';
import type { LoopState } from '../snapshot.ts';
import { evaluate, evaluateCondition, evaluateWith, lookupAt, typeOf, where } from '../state/evaluate.ts';
import { evaluateOutputs, writeOutputs } from '../state/mappings.ts';
import type { Entered, Place, Step } from '../state/step.ts';
import { loopProperties, readVariable, scopeSeenBy, writeLocal, writeVariable } from '../state/variables.ts';
import { cancelScope } from './cancel.ts';
import { keepOutput, nextElement, takeOutputs } from './loop-values.ts';
import { placeToken } from './place-token.ts';
import type { Thrown } from './throw-from-body.ts';
import { eventsOf } from './throw-from-body.ts';

/** More instances than this of one activity are refused with an incident. */
const MOST_INSTANCES = 100_000;
/** Rounds of a standard loop without `loopMaximum`. */
const MOST_ROUNDS = 1_000_000;

type Repeating = { readonly multiInstance?: MultiInstance; readonly loop?: StandardLoop };
const repeatingOf = (model: FlowNode): Repeating => model as Repeating;

/**
 * Opens the body of a multi-instance activity or standard loop: a scope whose tokens are the single instances. They are started
 * one work item each, so that ten thousand of them are spread over slices.
 */
export function enterBody(step: Step, at: Place): Entered {
  const { multiInstance, loop } = repeatingOf(at.node.model);
  let state: LoopState;
  if (multiInstance) {
    const { total, items } = countInstances(step, at, multiInstance);
    state = { sequential: multiInstance.sequential, total, started: 0, completed: 0 };
    if (items && total > 0) state = { ...state, items };
  } else {
    state = { sequential: true, started: 0, completed: 0 };
    const seen = lookupAt(step, scopeSeenBy(step, at), new Map([['loopCounter', 0]]));
    if (loop!.testBefore && !anotherRound(step, loop!, 0, seen)) return 'done';
  }
  if (state.total === 0) {
    if (multiInstance?.outputCollection) writeVariable(step, at.scopeId, multiInstance.outputCollection, []);
    return 'done';
  }
  // A compensation handler brings variables along.
  step.addScope(at.tokenId, { ...step.scope(at.tokenId), parent: at.scopeId, element: at.node.id, loop: state });
  if (step.isApart) layOut(step, at.tokenId);
  step.do('repeat', at.scopeId, at.tokenId);
  return 'wait';
}

/** Work item `repeat`: starts the next instance of a body, and asks for the one after it when they run side by side. */
export function startRound(step: Step, body: Place): void {
  const scope = step.scope(body.tokenId);
  if (!scope?.loop) return;
  const { started, total, sequential } = scope.loop;
  if (total !== undefined && started >= total) return;
  const { element, rest } = nextElement(step, scope.loop);
  step.edit(body.tokenId).loop = { ...rest, started: started + 1 };
  const tokenId = placeToken(step, body.tokenId, body.node, { loopIndex: started });
  const at = { scopeId: body.tokenId, tokenId, node: body.node };
  writeLocal(step, at, 'loopCounter', started);
  const elementVariable = repeatingOf(body.node.model).multiInstance?.elementVariable;
  if (element !== undefined && elementVariable) writeLocal(step, at, elementVariable, element);
  if (!sequential) {
    if (started + 1 < total!) step.do('repeat', body.scopeId, body.tokenId);
  }
}

/**
 * One instance has done its work: collects its output and decides whether the body goes on. Everything is evaluated before it has
 * an effect. `given`: what its data outputs give. The caller ends the instance's token and lets it throw what is given back.
 */
export function completeRound(step: Step, at: Place, index: number, given: ReadonlyMap<string, Json>): readonly Thrown[] {
  const bodyId = at.scopeId;
  const scope = step.scope(bodyId)!;
  const loop: LoopState = { ...scope.loop!, completed: scope.loop!.completed + 1 };
  const { multiInstance, loop: standard } = repeatingOf(at.node.model);
  const outputs = evaluateOutputs(step, at);
  const counted = loopProperties({ ...scope, loop });
  const counters = new Map<string, Json>(Object.entries(counted));
  if (standard) counters.set('loopCounter', loop.completed);
  const seen = lookupAt(step, scopeSeenBy(step, at), new Map([...counters, ...outputs, ...given]));
  const element = multiInstance?.outputElement && evaluateWith(step, multiInstance.outputElement, seen);
  const isEnough = multiInstance?.completionCondition && evaluateCondition(step, multiInstance.completionCondition, seen);
  const goesOn = standard && anotherRound(step, standard, loop.completed, seen);
  const thrown = multiInstance?.throws
    ? eventsOf(step, at, multiInstance, { completed: loop.completed, seen, attributes: { loopCounter: index, ...counted } })
    : [];

  writeOutputs(step, at, outputs);
  step.edit(bodyId).loop = loop;
  if (element !== undefined && multiInstance?.outputCollection) keepOutput(step, at, index, element);
  step.conditions?.changed({ scopeId: bodyId, name: 'nrOfCompletedInstances', event: 'update' });
  const isLast = standard ? !goesOn : loop.completed === loop.total;
  if (isEnough || isLast) finishBody(step, at);
  else if (loop.sequential) step.do('repeat', scope.parent!, bodyId);
  return thrown;
}

function finishBody(step: Step, at: Place): void {
  const bodyId = at.scopeId;
  const { loop, parent } = step.scope(bodyId)!;
  const outputCollection = repeatingOf(at.node.model).multiInstance?.outputCollection;
  // When all is done, nothing else is left below a body that collects nothing.
  if (loop!.started > loop!.completed || loop!.stock || outputCollection) {
    step.requireBelow([bodyId]);
    cancelScope(step, bodyId, 'terminated', at.tokenId);
    const outputs = takeOutputs(step, bodyId, at.tokenId);
    if (outputCollection) writeVariable(step, parent!, outputCollection, outputs);
  }
  step.do('complete', parent!, bodyId);
}

function countInstances(
  step: Step,
  at: Place,
  { cardinality, collection }: MultiInstance,
): { total: number; items?: readonly Json[] } {
  if (collection) {
    const items = evaluateCollection(step, at, collection);
    return { total: checked(items.length, collection), items };
  }
  if (!cardinality) throw new ExpressionError(`${at.node.id}: multi-instance needs a collection or a cardinality`);
  const value = evaluate(step, at, cardinality);
  const total = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof total !== 'number' || !Number.isInteger(total) || total < 0)
    throw new ExpressionError(`${where(cardinality)}: expected a whole number from 0, but found ${JSON.stringify(value)}`);
  return { total: checked(total, cardinality) };
}

/** Literal text is the name of a variable. Null or absent: no items. */
function evaluateCollection(step: Step, at: Place, collection: Expression): readonly Json[] {
  const value =
    collection.language === 'literal'
      ? readVariable((id) => step.scope(id), scopeSeenBy(step, at), collection.source)
      : evaluate(step, at, collection);
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new ExpressionError(`${where(collection)}: expected a list, but found ${typeOf(value)}`);
  return value;
}

function checked(total: number, expression: Expression): number {
  if (total > MOST_INSTANCES)
    throw new ExpressionError(`${where(expression)}: ${total} instances, but at most ${MOST_INSTANCES} are allowed`);
  return total;
}

/** The condition sees as `loopCounter` how many rounds are done (in a round the variable counts those before it). */
function anotherRound(step: Step, loop: StandardLoop, done: number, seen: Lookup): boolean {
  if (done >= (loop.maximum ?? MOST_ROUNDS)) return false;
  return loop.condition ? evaluateCondition(step, loop.condition, seen) : loop.maximum !== undefined;
}
