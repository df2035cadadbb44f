import { useState } from 'react';
import type { ReactNode } from 'react';
import type { DutyConflict } from '@gaita/contracts';
import { conflictOf } from '../api/duties.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Dialog } from '../shell/dialog.tsx';
import type { Edit } from '../shell/use-edit.tsx';
import { ConflictNote } from './conflict-note.tsx';

interface FormDialogProps {
  readonly title: string;
  /** The button names the result. */
  readonly submit: string;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  /** What it edits, where others may change the same. */
  readonly edit?: Pick<Edit<never, never>, 'waits' | 'note' | 'refused'>;
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
  edit,
  onSubmit,
  onDone,
  onClose,
  children,
}: FormDialogProps) {
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
      const isShown = found !== undefined || (await edit?.refused(refused)) === true;
      setError(isShown ? undefined : (refused as Error));
    } finally {
      setSaving(false);
    }
  };

  return (
    <Dialog
      size="sm"
      danger={danger}
      modalHeading={title}
      primaryButtonText={submit}
      primaryButtonDisabled={disabled || saving || edit?.waits || (asksReason && reason.trim().length < shortestReason)}
      onRequestSubmit={() => void save()}
      onRequestClose={onClose}
      hasScrollingContent={false}
    >
      <div className="people-form">
        {error && <ErrorNotice error={error} focus />}
        {edit?.note}
        {children}
        {conflict && <ConflictNote conflict={conflict} reason={reason} onReason={setReason} />}
      </div>
    </Dialog>
  );
}
