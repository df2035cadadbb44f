import { awaitData } from '../data/await-data.ts';
import { declareData } from '../data/declare-data.ts';
import { evaluateDataOutputs, writeDataOutputs } from '../data/give-outputs.ts';
import { missingLoopInput, takeInputs } from '../data/take-inputs.ts';
import type { TokenState } from '../snapshot.ts';
import { attempt } from '../state/incidents.ts';
import { evaluateOutputs, mapInputs, writeOutputs } from '../state/mappings.ts';
import type { Entered, Place, Step } from '../state/step.ts';
import { closeTokenWaits } from '../state/waits.ts';
import { closeAdHoc, endsAdHoc } from './ad-hoc.ts';
import { armBoundaries } from './boundary.ts';
import { chooseFlows } from './choose-flows.ts';
import { keepForCompensation } from './compensation/keep.ts';
import { hear, isEnding } from './listeners.ts';
import { isAsync, openContinueJob, removeToken } from './place-token.ts';
import { completeRound, enterBody } from './repeat.ts';
import { settleScope } from './settle-scope.ts';
import { takeFlow } from './take-flow.ts';
import type { Thrown } from './throw-from-body.ts';
import { throwFromBody } from './throw-from-body.ts';

/** Starts an activity, event or gateway at which a token has arrived. */
export function enterToken(step: Step, at: Place): void {
  const { phase: _before, ...arrived } = step.token(at.scopeId, at.tokenId)!;
  const token: TokenState =
    at.node.model.type === 'callActivity' && !isBody(at, arrived) ? { ...arrived, child: step.newId() } : arrived;
  step.setToken(at.scopeId, at.tokenId, token);
  step.record({
    kind: 'activityStarted',
    tokenId: at.tokenId,
    scopeId: at.scopeId,
    elementId: at.node.id,
    elementType: isBody(at, token) ? 'multiInstanceBody' : at.node.model.type,
    ...(token.loopIndex !== undefined && { loopIndex: token.loopIndex }),
    ...(token.child !== undefined && { childInstanceId: token.child }),
  });
  startToken(step, at);
}

/** Does what the element does; again after an incident of phase `start`. */
export function startToken(step: Step, at: Place): void {
  const token = step.token(at.scopeId, at.tokenId)!;
  const entered = attempt<Entered>(step, at, 'start', () => {
    if (!isBody(at, token)) declareData(step, at);
    const missing = isBody(at, token) ? missingLoopInput(step, at) : takeInputs(step, at);
    if (missing) {
      awaitData(step, at, missing);
      return 'wait';
    }
    if (isBody(at, token)) return enterBody(step, at);
    mapInputs(step, at);
    return work(step, at);
  });
  goOnFrom(step, at, entered);
}

/** Takes up a start or an end of which a listener's job is done. */
export function goOnListening(step: Step, at: Place): void {
  if (isEnding(step, at)) completeToken(step, at);
  else
    goOnFrom(
      step,
      at,
      attempt<Entered>(step, at, 'start', () => work(step, at)),
    );
}

/** What the element does, after all that listens to its start. */
const work = (step: Step, at: Place): Entered =>
  // While a listener's job is open nothing else is: boundary events are armed with the work.
  hear(step, at, 'start') === 'wait' ? 'gone' : step.tables.behaviours[at.node.model.type]!.enter(step, at);

function goOnFrom(step: Step, at: Place, entered: Entered | undefined): void {
  if (entered === 'done') completeToken(step, at);
  else if (entered === 'wait' && step.token(at.scopeId, at.tokenId)?.loopIndex === undefined) armBoundaries(step, at);
}

/** The activity has done its work: outputs, then on its way. */
export function completeToken(step: Step, at: Place): void {
  closeTokenWaits(step, at.scopeId, at.tokenId);
  const token = step.token(at.scopeId, at.tokenId)!;
  let thrown: readonly Thrown[] = [];
  const isComplete = attempt(step, at, 'complete', () => {
    if (isBody(at, token)) return true;
    if (hear(step, at, 'end') === 'wait') return false;
    if (token.loopIndex !== undefined && isAsync(at.node, 'asyncAfter', token.loopIndex) && !token.waited) {
      openAfter(step, at);
      return false;
    }
    step.tables.behaviours[at.node.model.type]?.complete?.(step, at);
    const given = evaluateDataOutputs(step, at);
    if (token.loopIndex !== undefined) thrown = completeRound(step, at, token.loopIndex, given);
    else writeOutputs(step, at, evaluateOutputs(step, at));
    writeDataOutputs(step, at, given);
    return true;
  });
  if (!isComplete) return;
  if (token.loopIndex !== undefined) {
    endToken(step, at);
    throwFromBody(step, at, thrown);
  } else if (at.node.model.asyncAfter) {
    // What a called process gave back has been taken over.
    const { returned: _taken, ...rest } = step.token(at.scopeId, at.tokenId)!;
    step.setToken(at.scopeId, at.tokenId, rest);
    openAfter(step, at);
  } else leaveToken(step, at);
}

function openAfter(step: Step, at: Place): void {
  step.setToken(at.scopeId, at.tokenId, { ...step.token(at.scopeId, at.tokenId)!, phase: 'after' });
  openContinueJob(step, at.scopeId, at.tokenId, at.node.id);
}

/** The `asyncAfter` job is done: an instance of a body is counted, everything else goes on its way. */
export function goOnAfter(step: Step, at: Place): void {
  const { phase: _after, ...token } = step.token(at.scopeId, at.tokenId)!;
  if (token.loopIndex === undefined) return leaveToken(step, at);
  step.setToken(at.scopeId, at.tokenId, { ...token, waited: true });
  completeToken(step, at);
}

/** Ends the activity and takes its outgoing flows. */
export function leaveToken(step: Step, at: Place): void {
  const rule = step.tables.behaviours[at.node.model.type]?.flows;
  const { adHoc } = at.node.scope;
  let ends = false;
  const flows = attempt(step, at, 'leave', () => {
    ends = adHoc !== undefined && endsAdHoc(step, at, adHoc);
    return ends ? [] : chooseFlows(step, at, rule);
  });
  if (!flows) return;
  endToken(step, at);
  if (adHoc && ends) return closeAdHoc(step, at.scopeId, adHoc);
  for (const flow of flows) takeFlow(step, at.scopeId, flow);
  if (flows.length === 0) settleScope(step, at.scopeId, at.node.id);
}

function endToken(step: Step, at: Place): void {
  step.record({ kind: 'activityEnded', tokenId: at.tokenId, scopeId: at.scopeId, elementId: at.node.id, outcome: 'completed' });
  if (at.node.compensable) keepForCompensation(step, at);
  removeToken(step, at.scopeId, at.tokenId);
}

export const isBody = (at: Place, token: TokenState): boolean => at.node.repeats && token.loopIndex === undefined;
