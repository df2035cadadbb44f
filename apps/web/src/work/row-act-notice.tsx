import { Button } from '@carbon/react';
import { useTexts } from '../texts/use-texts.tsx';
import type { RowActs } from './use-row-acts.ts';

/** What was just done with rows, what was refused, and the way back. */
export function RowActNotice({ acts }: { readonly acts: RowActs }) {
  const { t } = useTexts();
  const { done, busy } = acts;
  if (!done) return null;
  const count = done.ids.length;
  return (
    <div className="row-act-notice" role="status">
      <p>
        {done.act === 'claim' ? t('inbox.claimed', { count }) : t('inbox.handedBackCount', { count })}
        {done.refused > 0 && ` ${t('inbox.refused', { count: done.refused })}`}
      </p>
      {count > 0 && (
        <Button kind="ghost" size="sm" disabled={busy} onClick={() => void acts.undo()}>
          {t('inbox.undo')}
        </Button>
      )}
      <Button kind="ghost" size="sm" onClick={acts.forget}>
        {t('action.close')}
      </Button>
    </div>
  );
}
