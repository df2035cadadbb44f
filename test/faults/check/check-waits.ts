import type { OpenWait, Snapshot } from '@gaita/engine';
import { openWaits, upgradeSnapshot } from '@gaita/engine';
import type { Findings } from './findings.ts';
import { groupBy } from './group.ts';
import type { StoredState } from './stored-state.ts';

/** Every running instance waits for something that is there, and everything that is there is waited for. Counts by kind. */
export const checkWaits = (state: StoredState, findings: Findings): Map<string, number> => {
  const alive: { readonly [kind in OpenWait['kind']]?: ReadonlySet<string> } = {
    task: idsOf(state.tasks),
    timer: idsOf(state.timers),
    job: idsOf(state.jobs),
    continue: idsOf(state.jobs),
    message: idsOf(state.subscriptions),
    signal: idsOf(state.subscriptions),
    incident: idsOf(state.incidents),
    called: calledIds(state),
  };
  const waitedFor = new Set<string>();
  const counts = new Map<string, number>();
  for (const { id, processKey, snapshot } of state.instances.filter(({ state: now }) => now !== 'ended')) {
    const waits = openWaits(upgradeSnapshot(JSON.parse(snapshot)) as Snapshot);
    for (const wait of waits) {
      waitedFor.add(wait.id);
      if (wait.kind === 'join') continue;
      findings.check(
        'what an instance waits for is there',
        alive[wait.kind]?.has(wait.id) ?? false,
        `${processKey} ${id}`,
        () => `${wait.kind} ${wait.id} at ${wait.elementId} is gone`,
      );
    }
    const kinds = new Set(waits.map(({ kind }) => kind));
    kinds.delete('join');
    findings.check('a running instance waits for something alive', kinds.size > 0, `${processKey} ${id}`, () =>
      waits.length > 0 ? 'waits at joins only' : 'waits for nothing',
    );
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const rows = {
    task: state.tasks,
    timer: state.timers,
    job: state.jobs,
    subscription: state.subscriptions,
    incident: state.incidents,
  };
  for (const [what, list] of Object.entries(rows))
    for (const { id, instanceId } of list)
      findings.check(`an instance waits for each ${what}`, waitedFor.has(id), id, `of instance ${instanceId}`);
  return counts;
};

const idsOf = (rows: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));

/** Called instances that run, are to be started, or have told their end to the caller. */
const calledIds = (state: StoredState): ReadonlySet<string> => {
  const ids = new Set<string>(state.instances.map(({ id }) => id));
  for (const { delivery, senderInstanceId } of state.deliveries) {
    if (delivery.type === 'startCalled') ids.add(delivery.childInstanceId);
    if (delivery.type.startsWith('called') && senderInstanceId !== null) ids.add(senderInstanceId);
  }
  return ids;
};

/** Whether each instance that a running parent has called still has its parent. */
export const checkCalled = (state: StoredState, findings: Findings): void => {
  const running = idsOf(state.instances);
  for (const [parent, children] of groupBy(
    state.instances.filter(({ parentInstanceId }) => parentInstanceId !== null),
    ({ parentInstanceId }) => parentInstanceId as string,
  ))
    for (const { id } of children)
      findings.check('a called instance has its caller', running.has(parent), id, `${parent} is gone`);
};
