import type { Config } from '../../../apps/server/src/platform/config.ts';
import { readLedger } from '../ledger.ts';
import { checkAcknowledged } from './check-acknowledged.ts';
import { checkJournal } from './check-journal.ts';
import { checkRest } from './check-rest.ts';
import { checkTimers } from './check-timers.ts';
import { checkCalled, checkWaits } from './check-waits.ts';
import { Findings } from './findings.ts';
import { readState } from './stored-state.ts';
import { Uptime } from './uptime.ts';
import { writeEvidence } from './write-evidence.ts';

export interface Verdict {
  readonly findings: Findings;
  readonly ended: number;
  /** Running instances by what they wait for; one may wait for several things. */
  readonly waiting: ReadonlyMap<string, number>;
  readonly running: number;
  /** Lags of timers, milliseconds of uptime. */
  readonly lags: readonly number[];
}

/** Business keys of the cases that the clients start. */
export const ourKey = 'faults-';

/**
 * Compares what the clients asked and heard with what is stored. The server must be stopped.
 * @param quietSince from when on nobody asked for anything
 * @param evidenceFile gets the rows of the instances for which something does not hold
 */
export const checkRun = async (
  config: Config,
  ledgerFile: string,
  quietSince: number,
  evidenceFile: string,
): Promise<Verdict> => {
  const ledger = readLedger(ledgerFile);
  const state = await readState(config);
  const roots = new Set(state.histories.filter(({ businessKey }) => businessKey?.startsWith(ourKey)).map(({ id }) => id));
  const ours = new Set(
    state.histories.filter(({ id, rootInstanceId }) => roots.has(id) || roots.has(rootInstanceId)).map(({ id }) => id),
  );
  const findings = new Findings();
  checkAcknowledged(ledger, state, findings);
  checkJournal(state, findings);
  const lags = checkTimers(state, new Uptime(ledger), (id) => ours.has(id), findings);
  const waiting = checkWaits(state, findings);
  checkCalled(state, findings);
  checkRest(state, quietSince, findings);
  if (findings.failed.length > 0) writeEvidence(evidenceFile, findings.failed, state);
  const ended = state.histories.filter(({ endedAt }) => endedAt !== null).length;
  return { findings, ended, waiting, running: state.histories.length - ended, lags };
};
