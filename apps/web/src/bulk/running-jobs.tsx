import { InlineLoading } from '@carbon/react';
import { Link, useLocation } from 'react-router';
import { listBulk } from '../api/task-commands.ts';
import { useResource } from '../api/use-resource.ts';
import { useLive } from '../live/live.ts';
import { useTexts } from '../texts/use-texts.tsx';

/** In the header, while a long work of the reader's is at work: the way to its page. */
export function RunningJobs() {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const jobs = useResource(pathname.startsWith('/ops/jobs') ? 'job' : 'elsewhere', (signal) => listBulk(signal), 'jobs');
  useLive('job', jobs.reload);
  const [running] = (jobs.data?.items ?? []).filter(({ state }) => state === 'running');
  if (!running) return null;
  const { id, done, failed, total } = running;
  return (
    <Link className="cds--header__menu-item" to={`/ops/jobs/${id}`} aria-label={t('tasks.jobs')}>
      <InlineLoading status="active" description={`${done + failed} / ${total}`} iconDescription={t('tasks.jobs')} />
    </Link>
  );
}
