import { Link } from 'react-router';
import { Button } from '../shell/button.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { fetchedLater } from '../shell/fetched-later.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import type { DoneAct, RowActs } from './use-row-acts.ts';

const ActProgress = fetchedLater(async () => (await import('./act-progress.tsx')).ActProgress);

/** What is being or was just done with rows, what was refused, and the way back. */
export function RowActNotice({ acts }: { readonly acts: RowActs }) {
  const { done, busy, progress, failed, undo, forget } = acts;
  return (
    <>
      {failed && <ErrorNotice error={failed} focus />}
      {!failed && progress && <ActProgress progress={progress} />}
      {/* In the page before it says something: what comes with its text is often not said. */}
      <div role="status">
        {!failed && !progress && done && <Said done={done} busy={busy} onUndo={() => void undo()} onClose={forget} />}
      </div>
    </>
  );
}

interface SaidProps {
  readonly done: DoneAct;
  readonly busy: boolean;
  readonly onUndo: () => void;
  readonly onClose: () => void;
}

function Said({ done, busy, onUndo, onClose }: SaidProps) {
  const { t } = useTexts();
  const count = done.ids.length;
  return (
    <div className="row-act-notice">
      <p>
        {saidOf(t, done)}
        {done.refused > 0 && ` ${t('inbox.refused', { count: done.refused })}`}
      </p>
      {count > 0 && done.undoable && (
        <Button kind="ghost" size="sm" disabled={busy} onClick={onUndo}>
          {t('inbox.undo')}
        </Button>
      )}
      {done.jobId !== undefined && done.refused > 0 && (
        <Link className="cds--link" to={`/ops/jobs/${done.jobId}`}>
          {t('inbox.jobPage')}
        </Link>
      )}
      <Button kind="ghost" size="sm" onClick={onClose}>
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
