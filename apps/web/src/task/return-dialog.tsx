import { useState } from 'react';
import { TextArea } from '@carbon/react';
import { Dialog } from '../shell/dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface ReturnDialogProps {
  readonly onReturn: (reason: string) => void;
  readonly onClose: () => void;
}

/** Instead of signing: what the responsible person is to mend. */
export function ReturnDialog({ onReturn, onClose }: ReturnDialogProps) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  return (
    <Dialog
      size="sm"
      modalHeading={t('task.returnTitle')}
      primaryButtonText={t('task.return')}
      primaryButtonDisabled={reason.trim() === ''}
      onRequestSubmit={() => onReturn(reason.trim())}
      onRequestClose={onClose}
    >
      <TextArea
        id="return-reason"
        labelText={t('task.returnReason')}
        value={reason}
        maxLength={500}
        rows={4}
        onChange={(event) => setReason(event.target.value)}
      />
    </Dialog>
  );
}
