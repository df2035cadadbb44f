import { useLocation } from 'react-router';
import { listBulk } from '../api/task-commands.ts';
import { useResource } from '../api/use-resource.ts';
import { useLive } from '../live/live.ts';
import { fetchedLater } from '../shell/fetched-later.tsx';

const RunningJob = fetchedLater(async () => (await import('./running-job.tsx')).RunningJob);

/** In the header, while a long work of the reader's is at work. */
export function RunningJobs() {
  const { pathname } = useLocation();
  const jobs = useResource(pathname.startsWith('/ops/jobs') ? 'job' : 'elsewhere', (signal) => listBulk(signal), 'jobs');
  useLive('job', jobs.reload);
  const running = (jobs.data?.items ?? []).find(({ state }) => state === 'running');
  return running && <RunningJob job={running} />;
}
