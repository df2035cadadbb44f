import type { CaseClockEntryRow } from './tables.ts';

/** Who may stop the clock by hand and let it go on. */
export const stoppers = ['case-handler', 'decision-maker', 'department-head', 'service-manager'] as const;
/** Who may extend the term: whoever answers for the decision. */
export const extenders = ['decision-maker'] as const;

export function stoppedByHand(entries: readonly CaseClockEntryRow[]): boolean {
  return entries.findLast(({ cause }) => cause === 'hand')?.kind === 'stopped';
}
