import { Button, ProgressBar } from '@carbon/react';
import { Link } from 'react-router';
import { titleOf } from '../bulk/bulk-words.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { DoneAct, RowActs } from './use-row-acts.ts';

/** What is being or was just done with rows, what was refused, and the way back. */
export function RowActNotice({ acts }: { readonly acts: RowActs }) {
  const { t } = useTexts();
  const { done, busy, progress, failed } = acts;
  if (failed) return <ErrorNotice error={failed} focus />;
  if (progress) {
    const { id, done: worked, failed: refused, total } = progress;
    return (
      <div className="row-act-notice row-act-notice--progress">
        <ProgressBar
          label={titleOf(t, progress)}
          helperText={t('tasks.jobProgress', { done: worked, total, failed: refused })}
          value={worked + refused}
          max={total}
        />
        <Link className="cds--link" to={`/ops/jobs/${id}`}>
          {t('inbox.jobPage')}
        </Link>
      </div>
    );
  }
  if (!done) return null;
  const count = done.ids.length;
  return (
    <div className="row-act-notice" role="status">
      <p>
        {saidOf(t, done)}
        {done.refused > 0 && ` ${t('inbox.refused', { count: done.refused })}`}
      </p>
      {count > 0 && done.act !== 'pass-on' && (
        <Button kind="ghost" size="sm" disabled={busy} onClick={() => void acts.undo()}>
          {t('inbox.undo')}
        </Button>
      )}
      {done.jobId !== undefined && done.refused > 0 && (
        <Link className="cds--link" to={`/ops/jobs/${done.jobId}`}>
          {t('inbox.jobPage')}
        </Link>
      )}
      <Button kind="ghost" size="sm" onClick={acts.forget}>
        {t('action.close')}
      </Button>
    </div>
  );
}

function saidOf(t: ReturnType<typeof useTexts>['t'], { act, ids, to = '' }: DoneAct): string {
  const count = ids.length;
  if (act === 'claim') return t('inbox.claimed', { count });
  return act === 'hand-back' ? t('inbox.handedBackCount', { count }) : t('inbox.passedOn', { count, name: to });
}
