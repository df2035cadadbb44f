import { useCallback, useEffect, useState } from 'react';
import type { PrivacyJobView } from '@gaita/contracts';
import { readJob } from '../api/audit.ts';

const askAgain = 700;

export interface WatchedJob {
  readonly job?: PrivacyJobView;
  readonly error?: Error;
  readonly isRunning: boolean;
  begin(starting: Promise<PrivacyJobView>): void;
}

/** Begins long work and follows it to its end; leaving the page does not stop it. */
export function useJob(whenEnded?: () => void): WatchedJob {
  const [job, setJob] = useState<PrivacyJobView>();
  const [error, setError] = useState<Error>();
  const isRunning = job?.state === 'running';

  useEffect(() => {
    if (!job || job.state !== 'running') return;
    const timer = setTimeout(() => {
      readJob(job.id).then(
        (next) => {
          setJob(next);
          if (next.state !== 'running') whenEnded?.();
        },
        (failed: unknown) => {
          setJob(undefined);
          setError(failed as Error);
        },
      );
    }, askAgain);
    return () => clearTimeout(timer);
  }, [job, whenEnded]);

  const begin = useCallback((starting: Promise<PrivacyJobView>) => {
    setError(undefined);
    setJob(undefined);
    starting.then(setJob, (failed: unknown) => setError(failed as Error));
  }, []);
  return { job, error, isRunning, begin };
}
