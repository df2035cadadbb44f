import type { Verdict } from './check/check-run.ts';
import type { Injector } from './injector.ts';
import type { Options } from './options.ts';
import type { Stage } from './stage.ts';

/** What a run showed, for the page of figures. Times in milliseconds. */
export interface Summary {
  readonly options: Options;
  readonly seconds: number;
  readonly instances: { readonly all: number; readonly ended: number; readonly waiting: Readonly<Record<string, number>> };
  readonly requests: Stage['ledger']['counts'];
  readonly kills: number;
  readonly faults: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly families: Injector['families'];
  /** Passed checks by invariant. */
  readonly checks: Readonly<Record<string, number>>;
  readonly failed: readonly { readonly rule: string; readonly subject: string; readonly detail: string }[];
  /** From when something could be done until it was, while a server could work. */
  readonly lags: Readonly<Record<string, Spread>>;
  /** Of these, those later than ten seconds, as is allowed for 15 s where Redis had a fault. */
  readonly lateByRedis: number;
  /** The worst lag that met each fault, by its kind. */
  readonly recovery: Readonly<Record<string, Spread>>;
}

interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

export const summaryOf = (options: Options, stage: Stage, injector: Injector, verdict: Verdict, millis: number): Summary => {
  const { findings, ended, running, waiting, recovery } = verdict;
  return {
    options,
    seconds: Math.round(millis / 1_000),
    instances: { all: ended + running, ended, waiting: Object.fromEntries(waiting) },
    requests: stage.ledger.counts,
    kills: injector.kills,
    faults: Object.fromEntries([...injector.done].map(([kind, counts]) => [kind, Object.fromEntries(counts)])),
    families: injector.families,
    checks: Object.fromEntries(findings.passedBy),
    failed: findings.failed.slice(0, 100),
    lags: spreads(recovery.lags),
    lateByRedis: recovery.lateByRedis,
    recovery: spreads(recovery.byFault),
  };
};

/** Lines for whoever ran it; the last one has it all. */
export const linesOf = ({
  instances,
  kills,
  families,
  faults,
  checks,
  failed,
  lags,
  lateByRedis,
  recovery,
  requests,
}: Summary): string[] => {
  const waits = Object.entries(instances.waiting).map(([kind, count]) => `${kind} ${count}`);
  const passed = Object.values(checks).reduce((sum, count) => sum + count, 0);
  return [
    `${instances.all} instances: ${instances.ended} ended, the others wait for ${waits.join(', ') || 'nothing'}`,
    ...Object.entries(faults).map(([kind, counts]) => `  ${kind}: ${told(counts)}`),
    ...Object.entries(lags).map(([what, spread]) => `  late: each ${what} ${toldSpread(spread)}`),
    `  later than 10 s, where Redis had a fault: ${lateByRedis}`,
    ...Object.entries(recovery).map(([kind, spread]) => `  whole again after ${kind}: ${toldSpread(spread)}`),
    `${instances.all} instances, ${requests.acknowledged} acknowledged, ${kills} kills, ${families.database} database faults, ` +
      `${families.redis} Redis faults; ${passed} checks passed, ${failed.length === 100 ? '100 or more' : failed.length} failed`,
  ];
};

const told = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');

const toldSpread = ({ count, median, p99, worst }: Spread): string =>
  `median ${median} ms, p99 ${p99} ms, worst ${worst} ms of ${count}`;

const spreads = (lists: ReadonlyMap<string, readonly number[]>): Record<string, Spread> =>
  Object.fromEntries([...lists].map(([name, list]) => [name, spreadOf(list)]));

const spreadOf = (list: readonly number[]): Spread => {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { count: sorted.length, median: at(0.5), p99: at(0.99), worst: at(1) };
};
