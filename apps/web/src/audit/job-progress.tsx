import { ProgressBar } from '@carbon/react';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { fileOfJob } from '../api/audit.ts';
import { Notice } from '../shell/notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { WatchedJob } from './use-job.ts';

interface JobProgressProps {
  readonly watched: WatchedJob;
  readonly running: 'audit.verifying' | 'audit.exporting' | 'audit.erasing';
}

/** Where long work stands, and what it made. */
export function JobProgress({ watched: { job, error }, running }: JobProgressProps) {
  const { t, formats } = useTexts();
  if (error) return <ErrorNotice error={error} focus />;
  if (!job) return null;
  if (job.state === 'failed') return <Notice kind="error" role="alert" title={t('audit.jobFailed')} />;
  if (job.state === 'running') {
    const said = t(running, { done: formats.number(job.done), total: formats.number(job.total) });
    return <ProgressBar label={said} value={job.done} max={Math.max(1, job.total)} />;
  }
  return (
    <p className="audit__files" role="status">
      {job.files.map((format) => (
        <a key={format} className="cds--link" href={fileOfJob(job.id, format)} download>
          {t('audit.download', { format: format.toUpperCase() })}
        </a>
      ))}
    </p>
  );
}
