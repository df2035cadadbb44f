import type { LedgerEntry, RequestEntry } from '../ledger.ts';
import { effectTopic } from '../work/models.ts';
import type { Findings } from './findings.ts';
import { groupBy } from './group.ts';
import type { StoredState } from './stored-state.ts';
import { recordsOf } from './stored-state.ts';

/** What workers outside were given, did and said: one holder at a time is believed, and each effect was brought about. */
export const checkJobs = (ledger: readonly LedgerEntry[], state: StoredState, findings: Findings): void => {
  checkHolders(ledger, findings);
  const effects = groupBy(
    ledger.filter((each) => each.entry === 'effect'),
    ({ jobId }) => jobId,
  );
  const created = recordsOf(state, 'jobCreated').filter(({ record }) => record.topic === effectTopic);
  const completed = new Set(recordsOf(state, 'jobCompleted').map(({ record }) => record.jobId));
  const open = new Set(state.jobs.map(({ id }) => id));
  for (const { record, instanceId } of created)
    findings.check(
      'a job that the case holds for done was done outside',
      !completed.has(record.jobId) || effects.has(record.jobId),
      record.jobId,
      `of ${instanceId}`,
    );
  for (const jobId of effects.keys())
    findings.check('each effect has its key in the case', completed.has(jobId) || open.has(jobId), jobId);
};

/** In the order of the ledger: who says that a job is done was the last whom it was given to before it said so. */
const checkHolders = (ledger: readonly LedgerEntry[], findings: Findings): void => {
  const requests = new Map<number, RequestEntry>();
  const holder = new Map<string, string>();
  /** Whom the job was known to be given to when the request was sent. */
  const heldAt = new Map<number, string | undefined>();
  const finished = new Map<string, string[]>();
  for (const each of ledger) {
    if (each.entry === 'request') {
      requests.set(each.id, each);
      if (each.intent.act === 'finish') heldAt.set(each.id, holder.get(each.intent.jobId));
    }
    if (each.entry !== 'answer' || each.status >= 300) continue;
    const intent = requests.get(each.id)?.intent;
    if (intent?.act === 'fetch') for (const { id } of each.body as { id: string }[]) holder.set(id, intent.workerId);
    if (intent?.act !== 'finish') continue;
    const { jobId, workerId } = intent;
    finished.set(jobId, [...(finished.get(jobId) ?? []), workerId]);
    const held = heldAt.get(each.id);
    findings.check(
      'only who holds a job is believed that it is done',
      held === undefined || held === workerId,
      jobId,
      `said by ${workerId}, held by ${held}`,
    );
  }
  for (const [jobId, workers] of finished)
    findings.check('a job is done once', workers.length === 1, jobId, () => `acknowledged to ${workers.join(', ')}`);
};
