import { useState } from 'react';
import { Button } from '@carbon/react';
import { dropStartDraft } from '../api/intake.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** Throws a begun application away: nobody can bring it back, so it asks first. */
export function DiscardDraft({ processKey, onDiscarded }: { readonly processKey: string; readonly onDiscarded: () => void }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const discard = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await dropStartDraft(processKey);
      onDiscarded();
    } catch (thrown) {
      setError(thrown as Error);
      setBusy(false);
    }
  };
  return (
    <>
      <Button kind="ghost" size="lg" onClick={() => setAsking(true)}>
        {t('intake.discard')}
      </Button>
      {asking && (
        <Dialog
          danger
          size="xs"
          modalHeading={t('intake.discardTitle')}
          primaryButtonText={t('intake.discard')}
          primaryButtonDisabled={busy}
          onRequestSubmit={() => void discard()}
          onRequestClose={() => setAsking(false)}
        >
          {error && <ErrorNotice error={error} focus />}
          <p>{t('intake.discardText')}</p>
        </Dialog>
      )}
    </>
  );
}
