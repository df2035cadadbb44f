import { startWithData } from './flow/start-with-data.ts';
import { raiseIncident } from './state/incidents.ts';
import { openWait, placeOf } from './state/waits.ts';
import { compensateNext, endSilently } from './flow/compensation/compensate-next.ts';
import { completeToken, enterToken } from './flow/live.ts';
import { releaseHeld } from './flow/ad-hoc.ts';
import { passWaitingGateway } from './flow/inclusive-join.ts';
import { dueWait, occurConditions, occurLater } from './flow/occur-conditions.ts';
import { startRound } from './flow/repeat.ts';
import { reportStuckJoins } from './flow/stuck-joins.ts';
import type { Work } from './snapshot.ts';
import type { Step } from './state/step.ts';

const STEP_BUDGET = 1_000;
/** About how large the records of one slice may become. */
const BYTE_BUDGET = 1_000_000;
/** Slices in a row without anything from outside: about a million elements. What is longer goes round in a circle. */
const MOST_SLICES = 1_000;

/** Does the work of a step until everything waits, the instance has ended, or the slice's budget is used up. */
export function run(step: Step): void {
  const { stepBudget: budget = STEP_BUDGET, isLong } = step.environment;
  const later: Work[] = [];
  for (let done = 0; !step.ended; done++) {
    if (step.conditions) done += occurConditions(step, Math.max(budget - done, 1), (work) => later.push(work));
    if (step.ended || later.length > 0) break;
    if (!step.hasWork()) {
      if (startWithData(step)) continue;
      if (passWaitingGateway(step) || releaseHeld(step)) continue;
      reportStuckJoins(step);
      break;
    }
    if (done >= budget || step.bytes >= BYTE_BUDGET || (done > 0 && isLong?.())) break;
    doWork(step, step.takeWork()!);
  }
  if (!step.ended) keepRest(step, later);
}

function doWork(step: Step, work: Work): void {
  if (work.do === 'occur') return occurLater(step, work);
  const at = step.place(work.scope, work.token)!;
  if (work.do === 'enter') enterToken(step, at);
  else if (work.do === 'compensate') compensateNext(step, at);
  else if (work.do === 'complete') (step.token(work.scope, work.token)!.undoes ? endSilently : completeToken)(step, at);
  else startRound(step, at);
}

const elementOf = (step: Step, work: Work): string =>
  dueWait(step, work)?.wait.element ?? step.token(work.scope, work.token)?.element ?? step.process.id;

/** What is left of the work goes into the snapshot; a job `continue` takes it up. */
function keepRest(step: Step, occurring: readonly Work[]): void {
  const rest = [...occurring, ...step.takeRest()];
  if (rest.length === 0 && step.later.length === 0) {
    step.slices = 0;
    return;
  }
  step.later = [...step.later, ...rest].filter((work) => !step.isGone(work));
  const first = step.later[0];
  const isOpen = Object.values(step.scope(step.instanceId)!.waits ?? {}).some(({ kind }) => kind === 'continue');
  if (!first || isOpen) return;
  const jobId = step.newId();
  const owner = { scopeId: step.instanceId };
  const wait = { kind: 'continue' as const, element: elementOf(step, first) };
  openWait(step, owner, jobId, wait);
  const isEndless = ++step.slices > MOST_SLICES;
  const tries = isEndless ? { retries: 0 } : {};
  step.record({ kind: 'jobCreated', jobId, ...placeOf(step, owner, wait), jobType: 'continue', ...tries, priority: 0 });
  if (!isEndless) return;
  step.slices = 0;
  const message = `The process went through about ${MOST_SLICES * STEP_BUDGET} elements without waiting for anything. Look for a loop that nothing ends, then retry.`;
  raiseIncident(step, owner, { type: 'endlessRun', message, job: jobId, element: wait.element });
}
