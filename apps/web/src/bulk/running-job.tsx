import { InlineLoading } from '@carbon/react';
import { Link } from 'react-router';
import type { BulkJobView } from '@gaita/contracts';
import { useTexts } from '../texts/use-texts.tsx';

/** How far a long work of the reader's is, and the way to its page. */
export function RunningJob({ job: { id, done, failed, total } }: { readonly job: BulkJobView }) {
  const { t } = useTexts();
  const name = t('tasks.jobsAt', { done: done + failed, total });
  return (
    <Link className="cds--header__menu-item" to={`/ops/jobs/${id}`} aria-label={name}>
      {/* Its page says how far it is; here each step would interrupt whoever listens. */}
      <InlineLoading status="active" aria-live="off" description={`${done + failed} / ${total}`} iconDescription={name} />
    </Link>
  );
}
