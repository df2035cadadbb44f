import type { HappeningEntry, LedgerEntry } from '../ledger.ts';

/** When the server took requests, as the ledger tells. */
export class Uptime {
  private readonly spans: { readonly from: number; readonly to: number }[] = [];

  constructor(ledger: readonly LedgerEntry[]) {
    let from: number | undefined;
    const happenings = ledger.filter((each): each is HappeningEntry => !['request', 'answer', 'lost'].includes(each.entry));
    for (const { entry, at } of happenings) {
      if (entry === 'ready') from = at;
      if ((entry === 'killed' || entry === 'stopped') && from !== undefined) {
        this.spans.push({ from, to: at });
        from = undefined;
      }
    }
    if (from !== undefined) this.spans.push({ from, to: Infinity });
  }

  /** Milliseconds between two moments in which it was up. */
  between(start: number, end: number): number {
    return this.spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - Math.max(from, start)), 0);
  }
}
