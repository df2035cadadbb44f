import type { Findings } from './findings.ts';
import { groupBy } from './group.ts';
import type { StoredState } from './stored-state.ts';
import { recordsOf } from './stored-state.ts';

/** Each timer fires once and never early. */
export const checkTimers = (state: StoredState, findings: Findings): void => {
  const due = new Map(recordsOf(state, 'timerScheduled').map(({ record: { timerId, dueAt } }) => [timerId, dueAt]));
  for (const [timerId, firings] of groupBy(recordsOf(state, 'timerFired'), ({ record }) => record.timerId)) {
    const dueAt = due.get(timerId) ?? Infinity;
    const [{ at, instanceId }] = firings as [(typeof firings)[number]];
    findings.check('a timer fires once', firings.length === 1, timerId, `${firings.length} times in ${instanceId}`);
    findings.check('a timer never fires early', at >= dueAt, timerId, () => `${dueAt - at} ms early in ${instanceId}`);
  }
};
