import { useEffect } from 'react';
import { Button } from '@carbon/react';
import { useParams } from 'react-router';
import type { BulkItemView, BulkJobView } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { csvOfBulk, readBulk, refusedOfBulk, retryBulk, retryWithReason } from '../api/task-commands.ts';
import { useResource } from '../api/use-resource.ts';
import { useLive } from '../live/live.ts';
import { Page } from '../shell/page.tsx';
import { PageState } from '../shell/page-state.tsx';
import type { Column } from '../shell/row-table.tsx';
import { RowTable } from '../shell/row-table.tsx';
import { useRefusal } from '../shell/use-refusal.ts';
import { Progress } from '../shell/progress.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { titleOf } from './bulk-words.ts';

const lookAgain = 1_000;

/** How far a long work of the reader's is, and what was refused; the work goes on without this page. */
export function JobPage() {
  const { id = '' } = useParams();
  const job = useResource(id, (signal) => readBulk(id, signal));
  const isRunning = job.data?.state === 'running';
  const { reload } = job;
  useLive('job', reload);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(reload, lookAgain);
    return () => clearInterval(timer);
  }, [isRunning, reload]);
  return <PageState resource={job}>{(found) => <Job job={found} reload={reload} />}</PageState>;
}

function Job({ job, reload }: { readonly job: BulkJobView; readonly reload: () => void }) {
  const { t } = useTexts();
  const { id, total, done, failed, state } = job;
  const refused = useResource(`${id} ${failed} ${state}`, (signal) => refusedOfBulk(id, signal), id);
  const columns: readonly Column<BulkItemView>[] = [
    { key: 'task', header: t('task.task'), render: ({ name }) => name },
    { key: 'case', header: t('task.case'), render: ({ businessKey }) => businessKey ?? '' },
    { key: 'why', header: t('tasks.jobReason'), render: (item) => <Reason item={item} to={job.toName ?? job.to} /> },
  ];
  const items = refused.data?.items ?? [];
  const stopped = items.filter(({ code }) => code === 'reason-needed');
  return (
    <Page
      title={titleOf(t, job)}
      actions={
        <>
          {state === 'finished' && stopped.length > 0 && (
            <Button size="md" onClick={() => void retryWithReason(id, stopped).then(reload, reload)}>
              {t('tasks.jobWithReason', { count: stopped.length })}
            </Button>
          )}
          {state === 'finished' && failed > 0 && (
            <Button size="md" kind="tertiary" onClick={() => void retryBulk(id).then(reload, reload)}>
              {t('tasks.jobRetry')}
            </Button>
          )}
          <a className="cds--btn cds--btn--md cds--btn--ghost" href={csvOfBulk(id)} download="results.csv">
            {t('tasks.jobCsv')}
          </a>
        </>
      }
    >
      <div className="job__progress">
        <Progress
          label={state === 'finished' ? t('tasks.jobOver') : titleOf(t, job)}
          text={t('tasks.jobProgress', { done, total, failed })}
          value={done + failed}
          max={total}
          status={statusOf(job)}
        />
        {state === 'running' && <p className="hint">{t('tasks.jobLeave')}</p>}
        {state === 'finished' && failed === 0 && <p>{t('tasks.jobAll')}</p>}
      </div>
      {items.length > 0 && (
        <section className="section" aria-labelledby="job-refused">
          <h2 id="job-refused">{t('tasks.jobRefused')}</h2>
          <RowTable label={t('tasks.jobRefused')} columns={columns} rows={items} rowKey={({ taskId }) => taskId} />
        </section>
      )}
    </Page>
  );
}

/** A tick is for what was done at least in part. */
const statusOf = ({ state, done, failed }: BulkJobView) =>
  state === 'running' ? 'active' : done === 0 && failed > 0 ? 'error' : 'finished';

function Reason({ item, to }: { readonly item: BulkItemView; readonly to: string | undefined }) {
  const { t } = useTexts();
  const { code = 'unknown', message = '', details } = item;
  const { text } = useRefusal(new RequestError(409, code as RequestError['code'], message, details));
  // Not the reader is refused, but whom the task was to go to.
  if (to !== undefined && code === 'not-allowed' && details?.['account'] !== undefined)
    return <>{t('tasks.jobNotTheirs', { name: to })}</>;
  return <>{text}</>;
}
