import type { Findings } from './findings.ts';
import type { Lag } from './lags.ts';
import type { Uptime } from './uptime.ts';

/** Tells of time alone: on a machine with too much to do it may fail though all is right. */
export const stuckRule = 'nothing is stuck';
/** As `stuckRule`, of what was not done at all until the end, however late. */
const foreverRule = 'nothing is stuck for ever';

/** How late anything may be, in milliseconds in which a server could work; and when Redis had a fault. */
const longest = 10_000;
const longestAfterRedis = 15_000;

/** Milliseconds from when something could be done until it was, by what it is and by the faults that were there meanwhile. */
export interface Recovery {
  readonly lags: ReadonlyMap<string, readonly number[]>;
  /** The worst lag that met each kind of fault, once a fault. */
  readonly byFault: ReadonlyMap<string, readonly number[]>;
  /** How many were later than ten seconds, as is allowed where Redis had a fault. */
  readonly lateByRedis: number;
}

/** Nothing is stuck: what servers do by themselves is done within ten seconds, fifteen where Redis had a fault. */
export const checkRecovery = (lags: readonly Lag[], uptime: Uptime, now: number, findings: Findings): Recovery => {
  const byWhat = new Map<string, number[]>();
  let lateByRedis = 0;
  const worst = new Map(uptime.faults.map((fault) => [fault, 0]));
  for (const { what, id, instanceId, from, to } of lags) {
    const end = Math.min(to, now);
    const lag = uptime.between(from, end);
    const faults = uptime.faultsIn(from, end);
    for (const fault of faults) worst.set(fault, Math.max(worst.get(fault) ?? 0, lag));
    byWhat.set(what, [...(byWhat.get(what) ?? []), lag]);
    const isByRedis = uptime.faultsIn(from, end, longestAfterRedis).some(({ family }) => family === 'redis');
    if (isByRedis && lag > longest && lag <= longestAfterRedis) lateByRedis += 1;
    findings.check(
      to === Infinity ? foreverRule : stuckRule,
      lag <= (isByRedis ? longestAfterRedis : longest),
      `${what} ${id}`,
      () =>
        `${lag} ms late in ${instanceId} (${faults.map(({ kind, done }) => `${kind}: ${done.join(', ')}`).join('; ') || 'no fault'})`,
    );
  }
  const byFault = new Map<string, number[]>();
  for (const [{ kind }, lag] of worst) byFault.set(kind, [...(byFault.get(kind) ?? []), lag]);
  return { lags: byWhat, byFault, lateByRedis };
};
