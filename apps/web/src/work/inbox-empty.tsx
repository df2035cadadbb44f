import { Button } from '@carbon/react';
import { Link } from 'react-router';
import type { InboxView } from '@gaita/contracts';
import { EmptyState } from '../shell/empty-state.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface InboxEmptyProps {
  readonly view: InboxView;
  readonly narrowed: boolean;
  readonly inGroup: number;
  readonly onClear: () => void;
}

/** Why there is nothing: nothing yet, or a filter that hides it. */
export function InboxEmpty({ view, narrowed, inGroup, onClear }: InboxEmptyProps) {
  const { t } = useTexts();
  if (narrowed)
    return (
      <EmptyState title={t('inbox.nothingFound')}>
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
        <p>{t('work.noneHint')}</p>
      )}
    </EmptyState>
  );
}
