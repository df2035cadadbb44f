import { useState } from 'react';
import type { ReactNode } from 'react';
import { Modal } from '@carbon/react';
import type { DutyConflict } from '@gaita/contracts';
import { conflictOf } from '../api/duties.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { ConflictNote } from './conflict-note.tsx';

interface FormDialogProps {
  readonly title: string;
  /** The button names the result. */
  readonly submit: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** @param conflictReason why nevertheless, after two roles that should not meet were pointed out */
  readonly onSubmit: (conflictReason: string | undefined) => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const shortestReason = 3;

/** A dialog that saves something: it stays open with what was entered when the server refuses, and says why. */
export function FormDialog({
  title,
  submit,
  disabled = false,
  danger = false,
  onSubmit,
  onDone,
  onClose,
  children,
}: FormDialogProps) {
  const { t } = useTexts();
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<Error>();
  const [conflict, setConflict] = useState<DutyConflict>();
  const [reason, setReason] = useState('');
  const asksReason = conflict?.pair.level === 'soft';

  const save = async () => {
    setSaving(true);
    setError(undefined);
    try {
      await onSubmit(asksReason ? reason.trim() : undefined);
      onDone();
    } catch (refused) {
      const found = conflictOf(refused)?.conflict;
      setConflict(found);
      setError(found ? undefined : (refused as Error));
    } finally {
      setSaving(false);
    }
  };

  return (
    <Modal
      open
      size="sm"
      danger={danger}
      modalHeading={title}
      primaryButtonText={submit}
      secondaryButtonText={t('action.cancel')}
      primaryButtonDisabled={disabled || saving || (asksReason && reason.trim().length < shortestReason)}
      closeButtonLabel={t('action.close')}
      onRequestSubmit={() => void save()}
      onRequestClose={onClose}
      hasScrollingContent={false}
    >
      <div className="people-form">
        {error && <ErrorNotice error={error} focus />}
        {children}
        {conflict && <ConflictNote conflict={conflict} reason={reason} onReason={setReason} />}
      </div>
    </Modal>
  );
}
