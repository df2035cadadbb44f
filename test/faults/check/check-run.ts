import type { Config } from '../../../apps/server/src/platform/config.ts';
import { readLedger } from '../ledger.ts';
import { checkAcknowledged } from './check-acknowledged.ts';
import { checkClock } from './check-clock.ts';
import { checkJobs } from './check-jobs.ts';
import { checkJournal } from './check-journal.ts';
import { checkOpinions } from './check-opinions.ts';
import type { Recovery } from './check-recovery.ts';
import { checkRecovery } from './check-recovery.ts';
import { checkRest } from './check-rest.ts';
import { checkTimers } from './check-timers.ts';
import { checkTraces } from './check-traces.ts';
import { checkValues } from './check-values.ts';
import { checkCalled, checkWaits } from './check-waits.ts';
import { Findings } from './findings.ts';
import { lagsOf } from './lags.ts';
import { readState } from './stored-state.ts';
import { Uptime } from './uptime.ts';
import { writeEvidence } from './write-evidence.ts';

export interface Verdict {
  readonly findings: Findings;
  readonly ended: number;
  /** Running instances by what they wait for; one may wait for several things. */
  readonly waiting: ReadonlyMap<string, number>;
  readonly running: number;
  readonly recovery: Recovery;
}

/** Business keys of the cases that the clients start. */
export const ourKey = 'faults-';

export interface Run {
  readonly config: Config;
  readonly ledgerFile: string;
  /** From when on nobody asked for anything. */
  readonly quietSince: number;
  /** Milliseconds by which the servers' clocks are ahead of the clients'. */
  readonly ahead: number;
  /** Gets the rows of the instances for which something does not hold. */
  readonly evidenceFile: string;
}

/** Compares what the clients asked and heard with what is stored. The servers must be stopped. */
export const checkRun = async ({ config, ledgerFile, quietSince, ahead, evidenceFile }: Run): Promise<Verdict> => {
  const ledger = readLedger(ledgerFile, ahead);
  const now = Date.now() + ahead;
  const state = await readState(config);
  const roots = new Set(state.histories.filter(({ businessKey }) => businessKey?.startsWith(ourKey)).map(({ id }) => id));
  const ours = new Set(
    state.histories.filter(({ id, rootInstanceId }) => roots.has(id) || roots.has(rootInstanceId)).map(({ id }) => id),
  );
  const findings = new Findings();
  checkAcknowledged(ledger, state, findings);
  checkValues(ledger, state, findings);
  checkJobs(ledger, state, findings);
  checkJournal(state, findings);
  checkTimers(state, findings);
  const waiting = checkWaits(state, findings);
  checkOpinions(state, findings);
  checkCalled(state, findings);
  checkRest(state, quietSince + ahead, now, findings);
  checkClock(ledger, state, findings);
  await checkTraces(state, findings);
  const { intact, entries, findings: breaks } = state.audit;
  findings.check('the chain of the audit is whole', intact, `${entries} entries`, () => JSON.stringify(breaks).slice(0, 500));
  const lags = lagsOf(state, now, (id) => ours.has(id));
  const recovery = checkRecovery(lags, new Uptime(ledger), now, findings);
  if (findings.failed.length > 0) writeEvidence(evidenceFile, findings.failed, state);
  const ended = state.histories.filter(({ endedAt }) => endedAt !== null).length;
  return { findings, ended, waiting, running: state.histories.length - ended, recovery };
};
