import type { LedgerEntry } from '../ledger.ts';
import type { Findings } from './findings.ts';
import type { StoredState } from './stored-state.ts';

type Told = Pick<StoredState, 'commands' | 'journal'>;

/** A measurement of the database's time may be wrong by half of the time that it took on a busy machine; clocks are made wrong by more. Milliseconds. */
const tolerance = 30_000;

/**
 * What servers write down as the time is the time, by the clients' clock: else a server whose clock is ahead would fire early and
 * tell a time at which that was right.
 */
export const checkClock = (ledger: readonly LedgerEntry[], { commands, journal }: Told, findings: Findings): void => {
  const spans = spansOf(ledger);
  const keys = new Map(commands.map(({ id, account, idempotencyKey }) => [id, `${account} ${idempotencyKey}`]));
  let before: (typeof journal)[number] | undefined;
  for (const step of journal) {
    const { instanceId, at } = step;
    const span = spans.get(keys.get(step.commandId) ?? '');
    if (span && span.to !== undefined)
      findings.check(
        'the time of a step is that of its request',
        at >= span.from - tolerance && at <= span.to + tolerance,
        instanceId,
        `at ${at}, asked and answered between ${span.from} and ${span.to}`,
      );
    if (before && before.instanceId === instanceId && before.sequence !== null)
      findings.check('time does not go back in a case', at >= before.at - tolerance, instanceId, `${at} after ${before.at}`);
    before = step;
  }
};

/** From the first request with a key until the first good answer, by account and key. */
const spansOf = (ledger: readonly LedgerEntry[]): Map<string, { readonly from: number; readonly to: number | undefined }> => {
  const keys = new Map<number, string>();
  const spans = new Map<string, { from: number; to: number | undefined }>();
  for (const each of ledger) {
    if (each.entry === 'request' && each.key !== undefined) {
      const key = `${each.account} ${each.key}`;
      keys.set(each.id, key);
      if (!spans.has(key)) spans.set(key, { from: each.at, to: undefined });
    }
    const span = each.entry === 'answer' && each.status < 300 ? spans.get(keys.get(each.id) ?? '') : undefined;
    if (span && each.entry === 'answer') span.to ??= each.at;
  }
  return spans;
};
