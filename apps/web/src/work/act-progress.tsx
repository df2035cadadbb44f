import { Link } from 'react-router';
import { titleOf } from '../bulk/bulk-words.ts';
import { Progress } from '../shell/progress.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { RowActs } from './use-row-acts.ts';

/** How far a long work with many rows is, and the way to its page. */
export function ActProgress({ progress }: { readonly progress: NonNullable<RowActs['progress']> }) {
  const { t } = useTexts();
  const { id, done, failed, total } = progress;
  return (
    <div className="row-act-notice row-act-notice--progress">
      <Progress
        label={titleOf(t, progress)}
        text={t('tasks.jobProgress', { done, total, failed })}
        value={done + failed}
        max={total}
      />
      <Link className="cds--link" to={`/ops/jobs/${id}`}>
        {t('inbox.jobPage')}
      </Link>
    </div>
  );
}
