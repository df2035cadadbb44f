import type { Findings } from './findings.ts';
import { groupBy } from './group.ts';
import type { StoredState } from './stored-state.ts';
import { recordsOf } from './stored-state.ts';
import type { Uptime } from './uptime.ts';

/** How late a timer may be, in milliseconds of which the server was up. */
const latest = 15_000;

/** Each timer fires once, never early, and soon; lags of those that did, in milliseconds of uptime. */
export const checkTimers = (
  state: StoredState,
  uptime: Uptime,
  isOurs: (instanceId: string) => boolean,
  findings: Findings,
): number[] => {
  const due = new Map(
    recordsOf(state, 'timerScheduled').map(({ record: { timerId, dueAt }, at, instanceId }) => [
      timerId,
      // a term may have passed before the timer is set
      { dueAt, since: Math.max(dueAt, at), instanceId },
    ]),
  );
  const lags: number[] = [];
  for (const [timerId, firings] of groupBy(recordsOf(state, 'timerFired'), ({ record }) => record.timerId)) {
    const { dueAt = Infinity, since = Infinity, instanceId = '' } = due.get(timerId) ?? {};
    const [first] = firings as [(typeof firings)[number]];
    findings.check('a timer fires once', firings.length === 1, timerId, `${firings.length} times in ${instanceId}`);
    findings.check(
      'a timer never fires early',
      first.at >= dueAt,
      timerId,
      () => `${dueAt - first.at} ms early in ${instanceId}`,
    );
    if (!isOurs(instanceId)) continue;
    const lag = uptime.between(since, first.at);
    lags.push(lag);
    findings.check('a timer fires within 15 s', lag <= latest, timerId, `${lag} ms late in ${instanceId}`);
  }
  for (const { id, instanceId, dueAt, createdAt } of state.timers) {
    if (!isOurs(instanceId)) continue;
    const lag = uptime.between(Math.max(dueAt, createdAt), state.now);
    findings.check('a timer fires within 15 s', lag <= latest, id, `due since ${lag} ms in ${instanceId}, not fired`);
  }
  return lags;
};
