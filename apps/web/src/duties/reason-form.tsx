import { useState } from 'react';
import { TextArea } from '@carbon/react';
import type { DutyConflict } from '@gaita/contracts';
import { Dialog } from '../shell/dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ConflictText } from './conflict-explanation.tsx';

const shortest = 3;
const longest = 500;

interface ReasonFormProps {
  readonly conflict: DutyConflict;
  /** Of how many the conflict is the first: the reason is for all of them. */
  readonly tasks: number;
  readonly onClose: (reason?: string) => void;
}

/** What is in the way, and a field for the reason for doing it nevertheless. */
export function ReasonForm({ conflict, tasks, onClose }: ReasonFormProps) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Dialog
      size="sm"
      modalHeading={t('duties.reasonTitle')}
      primaryButtonText={t('duties.reasonSend')}
      secondaryButtonText={t('duties.reasonCancel')}
      primaryButtonDisabled={given.length < shortest}
      onRequestSubmit={() => given.length >= shortest && onClose(given)}
      onRequestClose={() => onClose()}
    >
      <div className="duty-dialog">
        <ConflictText conflict={conflict} />
        {tasks > 1 && <p>{t('duties.reasonForAll', { count: tasks })}</p>}
        <TextArea
          id="conflict-reason"
          labelText={t('duties.reason')}
          helperText={t('duties.reasonKept')}
          value={reason}
          maxLength={longest}
          rows={4}
          data-modal-primary-focus
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
