import { useState } from 'react';
import { RadioButton, RadioButtonGroup, TextArea } from '@carbon/react';
import { useAttempt } from '../api/attempt.ts';
import { contactKinds } from '@gaita/contracts';
import type { ContactKind } from '@gaita/contracts';
import { addNote } from '../api/documents.ts';
import { useKept } from '../drafts/use-kept.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { Dialog } from '../shell/dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface DialogProps {
  readonly caseId: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Adds what somebody writes to the case. */
export function NoteDialog({ caseId, onDone, onClose }: DialogProps) {
  const { t } = useTexts();
  const [text, setText, forget] = useKept(`note ${caseId}`, '');
  const { save, error, busy } = useSaving(caseId, () => (forget(), onDone()));
  return (
    <Dialog
      size="sm"
      modalHeading={t('caseFile.addNote')}
      primaryButtonText={t('caseFile.save')}
      primaryButtonDisabled={busy || text.trim() === ''}
      onRequestSubmit={() => void save(text)}
      onRequestClose={onClose}
      onSecondarySubmit={() => (forget(), onClose())}
      selectorPrimaryFocus="#note-text"
    >
      {error && <ErrorNotice error={error} title={t('caseFile.noteFailed')} focus />}
      <TextArea
        id="note-text"
        labelText={t('caseFile.noteText')}
        helperText={t('caseFile.notePlace')}
        rows={5}
        maxLength={10_000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </Dialog>
  );
}

/** A contact with the applicant in two clicks: open, save. How it was and what it was about may be added. */
export function ContactDialog({ caseId, onDone, onClose }: DialogProps) {
  const { t } = useTexts();
  const [{ kind, text }, set, forget] = useKept(`contact ${caseId}`, { kind: 'call' as ContactKind, text: '' });
  const { save, error, busy } = useSaving(caseId, () => (forget(), onDone()));
  return (
    <Dialog
      size="sm"
      modalHeading={t('caseFile.contactTitle')}
      primaryButtonText={t('caseFile.save')}
      primaryButtonDisabled={busy}
      onRequestSubmit={() => void save(text.trim(), kind)}
      onRequestClose={onClose}
      onSecondarySubmit={() => (forget(), onClose())}
    >
      <div className="dialog-fields">
        {error && <ErrorNotice error={error} title={t('caseFile.contactFailed')} focus />}
        <RadioButtonGroup
          name="contact-kind"
          legendText={t('caseFile.contactKind')}
          valueSelected={kind}
          onChange={(chosen) => set({ kind: chosen as ContactKind, text })}
        >
          {contactKinds.map((each) => (
            <RadioButton key={each} id={`contact-${each}`} value={each} labelText={t(`caseFile.${each}`)} />
          ))}
        </RadioButtonGroup>
        <TextArea
          id="contact-text"
          labelText={t('caseFile.contactText')}
          rows={3}
          maxLength={9_000}
          value={text}
          onChange={({ target }) => set({ kind, text: target.value })}
        />
      </div>
    </Dialog>
  );
}

function useSaving(caseId: string, onDone: () => void) {
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const attempt = useAttempt();
  const save = async (text: string, contact?: ContactKind) => {
    setBusy(true);
    setError(undefined);
    try {
      await attempt.send((key) => addNote(caseId, text, key, contact));
      onDone();
    } catch (thrown) {
      setError(thrown as Error);
      setBusy(false);
    }
  };
  return { save, error, busy };
}
