import type { FaultEntry, HappeningEntry, LedgerEntry } from '../ledger.ts';

interface Span {
  readonly from: number;
  readonly to: number;
}

const happenings = new Set<string>(['started', 'ready', 'killed', 'stopped', 'paused', 'resumed']);

/** When at least one server could work, as the ledger tells: it was up, and no fault kept all of them from it. */
export class Uptime {
  readonly faults: readonly FaultEntry[];
  private readonly spans: readonly Span[];

  constructor(ledger: readonly LedgerEntry[]) {
    this.faults = ledger.filter((each): each is FaultEntry => each.entry === 'fault');
    const blocked = this.faults.map(({ at, until, blocksFor }) => ({ from: at, to: Math.min(until, at + blocksFor) }));
    this.spans = blocked.reduce(without, upSpans(ledger));
  }

  /** Milliseconds between two moments in which it was up. */
  between(start: number, end: number): number {
    return this.spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)), 0);
  }

  /** Faults that were there in a time, or had ended not longer before than `after` milliseconds. */
  faultsIn(start: number, end: number, after = 0): readonly FaultEntry[] {
    return this.faults.filter(({ at, until }) => at <= end && until + after >= start);
  }
}

const upSpans = (ledger: readonly LedgerEntry[]): Span[] => {
  const up = new Set<number>();
  const spans: Span[] = [];
  let from = 0;
  for (const each of ledger) {
    if (!happenings.has(each.entry)) continue;
    const { entry, at, replica } = each as HappeningEntry;
    const before = up.size;
    if (entry === 'ready' || entry === 'resumed') up.add(replica);
    else if (entry !== 'started') up.delete(replica);
    if (before === 0 && up.size > 0) from = at;
    if (before > 0 && up.size === 0) spans.push({ from, to: at });
  }
  return up.size > 0 ? [...spans, { from, to: Infinity }] : spans;
};

const without = (spans: readonly Span[], gap: Span): Span[] =>
  spans
    .flatMap(({ from, to }) => [
      { from, to: Math.min(to, gap.from) },
      { from: Math.max(from, gap.to), to },
    ])
    .filter(({ from, to }) => from < to);
