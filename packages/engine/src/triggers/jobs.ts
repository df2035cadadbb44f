import type { TopicModel } from '@gaita/bpmn';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { heard } from '../flow/listeners.ts';
import { completeToken, goOnAfter, goOnListening } from '../flow/live.ts';
import { throwError } from '../flow/throw-error.ts';
import { evaluateCondition, lookupAt } from '../state/evaluate.ts';
import { attempt, raiseIncident } from '../state/incidents.ts';
import type { Place, Step } from '../state/step.ts';
import { scopeSeenBy, writeLocals, writeVariable, writeVariables } from '../state/variables.ts';
import type { FoundWait } from '../state/waits.ts';
import { closeWait, findWait, placeOf, removeWait } from '../state/waits.ts';
import type { TriggerOf } from '../trigger.ts';
import { answerOf } from './job-answer.ts';

const notOpen = (jobId: string): Rejection => rejected('job-not-open', `Job ${jobId} is not open any more.`, { jobId });

export function jobCompleted(step: Step, trigger: TriggerOf<'jobCompleted'>): Rejection | undefined {
  const ended = endJob(step, trigger);
  if (!ended) return notOpen(trigger.jobId);
  const { at, listener } = ended;
  const answer = listener ? undefined : answerOf(at, trigger);
  const { variables, localVariables } = answer?.others ?? trigger;
  writeLocals(step, at, localVariables, trigger.types);
  writeVariables(step, scopeSeenBy(step, at), variables, trigger.types);
  if (answer) writeVariable(step, scopeSeenBy(step, at), answer.variable, answer.value);
  if (listener) {
    heard(step, at, listener);
    goOnListening(step, at);
    return undefined;
  }
  const thrown = attempt(step, at, 'complete', () => mappedError(step, at));
  if (thrown) throwError(step, at, thrown, true);
  else if (thrown === null) completeToken(step, at);
  return undefined;
}

export function jobError(step: Step, trigger: TriggerOf<'jobError'>): Rejection | undefined {
  const ended = endJob(step, trigger);
  if (!ended) return notOpen(trigger.jobId);
  const { at } = ended;
  writeVariables(step, scopeSeenBy(step, at), trigger.variables);
  const message = trigger.errorMessage === undefined ? {} : { message: trigger.errorMessage };
  throwError(step, at, { code: trigger.errorCode, ...message }, true);
  return undefined;
}

/** The job stays open: it goes on when somebody gives it new tries, or by a late completion. */
export function jobFailed(step: Step, { jobId, place, message }: TriggerOf<'jobFailed'>): Rejection | undefined {
  const found = findWait(step, jobId, ['job', 'continue'], place);
  if (!found) return notOpen(jobId);
  const element = found.wait.element === undefined ? {} : { element: found.wait.element };
  raiseIncident(step, found, { type: 'failedJob', message, job: jobId, ...element });
  return undefined;
}

/** Takes up what a slice left over, or the one token that waited before or after its activity. */
export function goOn(step: Step, { jobId, place }: TriggerOf<'continue'>): Rejection | undefined {
  const found = findWait(step, jobId, ['continue'], place);
  if (!found) return notOpen(jobId);
  recordCompleted(step, found);
  if (found.tokenId === undefined) {
    step.require(step.later.map(({ scope }) => scope));
    step.require(step.later.filter(({ scope }) => step.scope(scope)?.loop).map(({ token }) => token));
    for (const work of step.later) step.do(work.do, work.scope, work.token, work.wait);
    step.later = [];
    step.looksEverywhere = true;
    // An earlier slice may have written what an activity waits for.
    step.wrote = true;
    return undefined;
  }
  const at = step.place(found.scopeId, found.tokenId)!;
  if (step.token(at.scopeId, at.tokenId)!.phase === 'after') goOnAfter(step, at);
  else step.do('enter', at.scopeId, at.tokenId);
  return undefined;
}

type Ending = TriggerOf<'jobCompleted'> | TriggerOf<'jobError'>;

function endJob(step: Step, { jobId, place }: Ending): { at: Place; listener: FoundWait['wait']['listener'] } | undefined {
  const found = findWait(step, jobId, ['job'], place);
  if (!found) return undefined;
  recordCompleted(step, found);
  return { at: step.place(found.scopeId, found.tokenId!)!, listener: found.wait.listener };
}

/** Its incident, when it had one, is over with it. */
function recordCompleted(step: Step, found: FoundWait): void {
  step.record({ kind: 'jobCompleted', jobId: found.id, ...placeOf(step, found, found.wait) });
  removeWait(step, found);
  const { scopeId, tokenId } = found;
  const waits = tokenId === undefined ? step.scope(scopeId)?.waits : step.token(scopeId, tokenId)?.waits;
  for (const [id, wait] of Object.entries(waits ?? {})) if (wait.job === found.id) closeWait(step, { ...found, id, wait });
}

/** The BPMN error that the model makes of a result; null for none. */
function mappedError(step: Step, at: Place): { code: string } | null {
  const { model } = at.node;
  const topic: TopicModel | undefined = 'topic' in model ? model.topic : undefined;
  const lookup = lookupAt(step, scopeSeenBy(step, at));
  const mapping = topic?.errorMappings?.find(({ condition }) => evaluateCondition(step, condition, lookup));
  return mapping ? { code: mapping.code ?? '' } : null;
}
