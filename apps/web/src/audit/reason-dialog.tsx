import { useState } from 'react';
import { TextArea } from '@carbon/react';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface ReasonDialogProps {
  readonly title: string;
  readonly about: string;
  readonly action: string;
  readonly onClose: () => void;
  readonly onReason: (reason: string) => Promise<unknown>;
}

/** Asks why; stays open with what was typed when the server refuses. */
export function ReasonDialog({ title, about, action, onClose, onReason }: ReasonDialogProps) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error>();
  const [isSending, setSending] = useState(false);
  const send = () => {
    setSending(true);
    onReason(reason.trim()).then(onClose, (failed: unknown) => {
      setSending(false);
      setError(failed as Error);
    });
  };
  return (
    <Dialog
      danger
      modalHeading={title}
      primaryButtonText={action}
      secondaryButtonText={t('privacy.cancel')}
      primaryButtonDisabled={reason.trim().length < 3 || isSending}
      onRequestClose={onClose}
      onRequestSubmit={send}
      closeButtonLabel={t('privacy.cancel')}
    >
      {error && <ErrorNotice error={error} focus />}
      <p className="audit__about">{about}</p>
      <TextArea
        id="audit-reason"
        data-modal-primary-focus
        labelText={t('privacy.reason')}
        rows={3}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
