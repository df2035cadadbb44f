import { Link } from 'react-router';
import type { BoundedCount, InboxView } from '@gaita/contracts';
import { Button } from '../shell/button.tsx';
import { EmptyState } from '../shell/empty-state.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface InboxEmptyProps {
  readonly view: InboxView;
  readonly narrowed: boolean;
  /** How much is in the view without the filter; absent until it is known. */
  readonly hidden: BoundedCount | undefined;
  readonly inGroup: number;
  readonly onClear: () => void;
}

/** Why there is nothing: nothing yet, or a filter that hides it. */
export function InboxEmpty({ view, narrowed, hidden, inGroup, onClear }: InboxEmptyProps) {
  const { t } = useTexts();
  // Where nothing is hidden, the view is empty without the filter, too.
  if (narrowed && hidden?.count !== 0)
    return (
      <EmptyState title={hidden && !hidden.more ? t('inbox.hidden', { count: hidden.count }) : t('inbox.nothingFound')}>
        <Button kind="tertiary" size="md" onClick={onClear}>
          {t('inbox.clearFilter')}
        </Button>
      </EmptyState>
    );
  return (
    <EmptyState title={t(`inbox.none.${view}`)}>
      {view === 'mine' && inGroup > 0 ? (
        <Link className="cds--link" to="/work?view=group">
          {t('work.openGroup', { count: inGroup })}
        </Link>
      ) : (
        <p>{t(view === 'mine' ? 'work.noneHintMine' : 'work.noneHint')}</p>
      )}
    </EmptyState>
  );
}
