import type { ProcessModel } from '@gaita/bpmn';
import type { Variables } from '@gaita/contracts';
import { compile, openWaits } from '@gaita/engine';
import type { OpenWait, Snapshot, Trigger } from '@gaita/engine';
import { chooser } from '../reference/kernel-run.ts';
import { findIllegal } from '../reference/token-game.ts';
import { Coverage, Driver } from './driver.ts';

const mostRuns = 40;
const mostActs = 80;

/** Plays a process again and again on the bare kernel until nothing new is reached. What it calls answers at once. */
export function explore(model: ProcessModel): Coverage {
  const coverage = new Coverage();
  const process = compile(model);
  let idle = 0;
  for (let round = 0; round < mostRuns && idle < 8 && coverage.flows.size < model.flows.length; round++) {
    const before = coverage.flows.size;
    playOnce(model, new Driver(model, process, coverage, chooser(round + 1)), coverage, round % 3 === 2);
    idle = coverage.flows.size > before ? 0 : idle + 1;
  }
  if (!coverage.hasEnded) playOnce(model, new Driver(model, process, coverage, chooser(99)), coverage, true);
  return coverage;
}

function playOnce(model: ProcessModel, driver: Driver, coverage: Coverage, homeward: boolean): void {
  const started = model.nodes.find(({ type }) => type === 'startEvent')!;
  let snapshot: Snapshot | undefined;
  let next: ((variables: Variables) => Trigger) | undefined = (variables) => ({ type: 'start', instanceId: 'root', variables });
  let at = started.id;
  const records = [];
  for (let acts = 0; next && acts < mostActs; acts++) {
    const values = driver.valuesAt(at, snapshot, next, homeward && acts > 20);
    const answer = driver.try(snapshot, next(values));
    if (answer.kind !== 'advanced') throw new Error(JSON.stringify(answer));
    snapshot = answer.snapshot;
    records.push(...answer.records);
    coverage.read(answer.records);
    const wait = snapshot.ended ? undefined : openWaits(snapshot).find(({ kind }) => kind !== 'join' && kind !== 'incident');
    next = wait && answering(model, wait);
    at = wait?.elementId ?? '';
  }
  const illegal = findIllegal(model, records);
  if (illegal) throw new Error(`${model.id}: ${illegal}`);
}

/** What answers a wait, with which values. */
export function answering(model: ProcessModel, wait: OpenWait): (variables: Variables) => Trigger {
  switch (wait.kind) {
    case 'task':
      return (variables) => ({ type: 'taskCompleted', taskId: wait.id, variables });
    case 'job':
      return (variables) => ({ type: 'jobCompleted', jobId: wait.id, variables });
    case 'called':
      return (variables) => ({
        type: 'calledEnded',
        tokenId: wait.tokenId,
        variables: asReturned(model, wait.elementId, variables),
      });
    case 'continue':
      return () => ({ type: 'continue', jobId: wait.id });
    default:
      throw new Error(`nothing answers a ${wait.kind} at ${wait.elementId}`);
  }
}

/** The names under which a called process must give values so that the caller gets them. */
export function asReturned(model: ProcessModel, elementId: string, wanted: Variables): Variables {
  const call = model.nodes.find(({ id }) => id === elementId);
  if (call?.type !== 'callActivity') return wanted;
  const returned: Record<string, Variables[string]> = { ...wanted };
  for (const { source, target } of call.out)
    if (source !== undefined && target !== undefined && wanted[target] !== undefined) returned[source] = wanted[target];
  return returned;
}
