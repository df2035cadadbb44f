import type { TopicModel } from '@gaita/bpmn';
import { ExpressionError } from '@gaita/expressions';
import type { WaitState } from '../snapshot.ts';
import { Halt } from '../state/halt.ts';
import { evaluate, evaluateText, where } from '../state/evaluate.ts';
import type { Entered, Place, Step } from '../state/step.ts';
import { writeLocal } from '../state/variables.ts';
import { openWait } from '../state/waits.ts';

/** The variable of the job in which a worker finds the arguments of a call. */
const ARGUMENTS = 'arguments';

/** Leaves the work to a handler or worker: a job with a topic, and for a call of an object outside with its arguments. */
export function createJob(step: Step, at: Place, model: TopicModel, more: Pick<WaitState, 'listener'> = {}): Entered {
  const topic = evaluateText(step, at, model.topic);
  if (topic === undefined) throw new Halt('expressionFailed', `${where(model.topic)}: the topic is empty`);
  const priority = model.priority ? wholeNumber(evaluate(step, at, model.priority), where(model.priority)) : 0;
  const given = model.arguments?.map((argument) => evaluate(step, at, argument));
  if (given) writeLocal(step, at, ARGUMENTS, given);
  const jobId = step.newId();
  openWait(step, at, jobId, { kind: 'job', ...more });
  step.record({
    kind: 'jobCreated',
    jobId,
    tokenId: at.tokenId,
    scopeId: at.scopeId,
    elementId: at.node.id,
    jobType: 'topic',
    topic,
    ...(model.retries !== undefined && { retries: model.retries }),
    ...(model.retryIntervals && { retryIntervals: [...model.retryIntervals] }),
    priority,
  });
  return 'wait';
}

const largest = 2 ** 31 - 1;

/** A whole number of 32 bits, or text that is one. Throws ExpressionError. */
export function wholeNumber(value: unknown, place: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && Math.abs(number) <= largest) return number;
  throw new ExpressionError(`${place}: expected a whole number up to ${largest}, but found ${JSON.stringify(value)}`);
}
