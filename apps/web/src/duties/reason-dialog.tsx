import { useEffect, useState } from 'react';
import { Modal, TextArea } from '@carbon/react';
import type { DutyConflict } from '@gaita/contracts';
import { onReasonNeeded } from '../api/duties.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { ConflictText } from './conflict-explanation.tsx';

const shortest = 3;
const longest = 500;

interface Asked {
  readonly conflict: DutyConflict;
  readonly opener: HTMLElement | null;
  answer(reason: string | undefined): void;
}

/** Wherever a soft pair of roles stops somebody: what is in the way, and the reason for doing it nevertheless. */
export function ReasonDialog() {
  const [asked, setAsked] = useState<Asked>();
  useEffect(
    () =>
      onReasonNeeded(
        (conflict) =>
          new Promise((resolve) => {
            const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
            setAsked({ conflict, opener, answer: resolve });
          }),
      ),
    [],
  );
  if (!asked) return null;
  const close = (reason: string | undefined) => {
    setAsked(undefined);
    asked.answer(reason);
    asked.opener?.focus();
  };
  return <OpenDialog conflict={asked.conflict} onClose={close} />;
}

function OpenDialog({ conflict, onClose }: { readonly conflict: DutyConflict; readonly onClose: (reason?: string) => void }) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Modal
      open
      size="sm"
      modalHeading={t('duties.reasonTitle')}
      primaryButtonText={t('duties.reasonSend')}
      secondaryButtonText={t('duties.reasonCancel')}
      primaryButtonDisabled={given.length < shortest}
      closeButtonLabel={t('action.close')}
      onRequestSubmit={() => given.length >= shortest && onClose(given)}
      onRequestClose={() => onClose()}
    >
      <div className="duty-dialog">
        <ConflictText conflict={conflict} />
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
    </Modal>
  );
}
