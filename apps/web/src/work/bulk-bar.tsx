import { Button } from '../shell/button.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface BulkBarProps {
  readonly count: number;
  readonly busy: boolean;
  /** The reader may take at least one of them. */
  readonly mayClaim: boolean;
  readonly onClaim: () => void;
  readonly onHandBack: () => void;
  readonly onPassOn: () => void;
  readonly onClear: () => void;
}

/** What is done with all chosen rows at once. */
export function BulkBar({ count, busy, mayClaim, onClaim, onHandBack, onPassOn, onClear }: BulkBarProps) {
  const { t } = useTexts();
  return (
    <div className="bulk-bar" role="region" aria-label={t('inbox.chosen')}>
      <p role="status">{t('inbox.selected', { count })}</p>
      {mayClaim && (
        <Button size="sm" kind="tertiary" disabled={busy} onClick={onClaim}>
          {t('task.claim')}
        </Button>
      )}
      <Button size="sm" kind="tertiary" disabled={busy} onClick={onHandBack}>
        {t('inbox.handBack')}
      </Button>
      <Button size="sm" kind="tertiary" disabled={busy} onClick={onPassOn}>
        {t('inbox.passOn')}
      </Button>
      <Button size="sm" kind="ghost" disabled={busy} onClick={onClear}>
        {t('inbox.clear')}
      </Button>
    </div>
  );
}
