import type { JournalRecord } from '@gaita/contracts';
import type { Findings } from './findings.ts';
import { groupBy } from './group.ts';
import type { StoredState } from './stored-state.ts';
import { recordsOf } from './stored-state.ts';

type Kind = JournalRecord['kind'];

/** What the journal says was opened and not closed must be there, and nothing else. */
export const checkJournal = (state: StoredState, findings: Findings): void => {
  checkSteps(state, findings);
  checkInstances(state, findings);
  const ids = (rows: readonly { readonly id: string }[]) => new Set(rows.map(({ id }) => id));
  const balance = (what: string, id: string, opened: Kind, closed: readonly Kind[], rows: ReadonlySet<string>) =>
    checkBalance(state, findings, { what, id, opened, closed, rows });
  balance('task', 'taskId', 'taskCreated', ['taskCompleted', 'taskWithdrawn'], ids(state.tasks));
  balance('timer', 'timerId', 'timerScheduled', ['timerFired', 'timerCanceled'], ids(state.timers));
  balance('job', 'jobId', 'jobCreated', ['jobCompleted', 'jobCanceled'], ids(state.jobs));
  balance('subscription', 'subscriptionId', 'subscriptionOpened', ['subscriptionClosed'], ids(state.subscriptions));
  balance('incident', 'incidentId', 'incidentRaised', ['incidentResolved'], ids(state.incidents));
  const open = state.activities.filter(({ endedAt }) => endedAt === null);
  balance('activity', 'tokenId', 'activityStarted', ['activityEnded'], ids(open));
};

const checkBalance = (
  state: StoredState,
  findings: Findings,
  {
    what,
    id,
    opened,
    closed,
    rows,
  }: { what: string; id: string; opened: Kind; closed: readonly Kind[]; rows: ReadonlySet<string> },
): void => {
  const count = (kinds: readonly Kind[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const { record } of kinds.flatMap((kind) => recordsOf(state, kind))) {
      const subject = (record as unknown as Record<string, string>)[id] as string;
      counts.set(subject, (counts.get(subject) ?? 0) + 1);
    }
    return counts;
  };
  const begun = count([opened]);
  const ended = count(closed);
  for (const [subject, times] of begun) {
    const left = times - (ended.get(subject) ?? 0);
    findings.check(
      `a ${what} ends once or is open`,
      left === (rows.has(subject) ? 1 : 0),
      subject,
      () => `opened ${times} times, ended ${ended.get(subject) ?? 0} times, ${rows.has(subject) ? 'open' : 'not open'}`,
    );
  }
  for (const subject of [...rows, ...ended.keys()].filter((each) => !begun.has(each)))
    findings.check(`a ${what} ends once or is open`, false, subject, 'the journal never opened it');
};

const checkSteps = (state: StoredState, findings: Findings): void => {
  const rows = new Map(state.instances.map((row) => [row.id, row]));
  for (const [instanceId, steps] of groupBy(stepsOf(state), (step) => step.instanceId)) {
    const inOrder = steps.every(({ sequence }, index) => sequence === index + 1);
    const last = rows.get(instanceId)?.sequence ?? steps.length;
    findings.check(
      'the journal of an instance has no gap',
      inOrder && last === steps.length,
      instanceId,
      () => `steps ${steps.map(({ sequence }) => sequence).join(' ')}, the instance says ${last}`,
    );
  }
};

const checkInstances = (state: StoredState, findings: Findings): void => {
  const rows = new Map(state.instances.map((row) => [row.id, row]));
  const byInstance = groupBy(state.records, ({ instanceId }) => instanceId);
  for (const { id, endedAt } of state.histories) {
    const kinds = (byInstance.get(id) ?? []).map(({ record }) => record.kind);
    const ends = kinds.filter((kind) => kind === 'instanceEnded').length;
    const started = kinds.filter((kind) => kind === 'instanceStarted').length;
    findings.check(
      'an instance starts once and ends at most once',
      started === 1 && ends === (endedAt === null ? 0 : 1),
      id,
      () => `started ${started} times, ended ${ends} times, in the history ${endedAt === null ? 'running' : 'ended'}`,
    );
    findings.check('nothing happens after the end', ends === 0 || lastStepEnds(state, id), id, 'a later step exists');
    const running = rows.get(id)?.state === 'active' || rows.get(id)?.state === 'suspended';
    findings.check(
      'an instance runs until its history ends',
      running === (endedAt === null),
      id,
      () => `row ${rows.get(id)?.state ?? 'gone'}, in the history ${endedAt === null ? 'running' : 'ended'}`,
    );
  }
  const known = new Set(state.histories.map(({ id }) => id));
  for (const { id } of state.instances) findings.check('a running instance has a history', known.has(id), id);
  for (const [what, rowsOf] of [
    ['task', state.tasks],
    ['timer', state.timers],
    ['job', state.jobs],
    ['subscription', state.subscriptions],
  ] as const)
    for (const { id, instanceId } of rowsOf)
      findings.check(`no open ${what} on an ended instance`, rows.has(instanceId), id, `of instance ${instanceId}`);
};

/** Rows of the journal that are steps; others tell of deliveries that came too late. */
const stepsOf = ({ journal }: StoredState) => journal.filter(({ sequence }) => sequence !== null);

const lastSteps = new WeakMap<StoredState, Map<string, boolean>>();

/** Whether the last step of an instance is the one that ended it. */
const lastStepEnds = (state: StoredState, instanceId: string): boolean => {
  let ends = lastSteps.get(state);
  if (!ends) {
    ends = new Map(
      stepsOf(state).map(({ instanceId: id, records }) => [
        id,
        (records as JournalRecord[]).some(({ kind }) => kind === 'instanceEnded'),
      ]),
    );
    lastSteps.set(state, ends);
  }
  return ends.get(instanceId) ?? false;
};
