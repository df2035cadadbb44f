import { useState } from 'react';
import { Modal, RadioButton, RadioButtonGroup, TextArea } from '@carbon/react';
import { addNote } from '../api/notes.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface DialogProps {
  readonly caseId: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Adds what somebody writes to the case. */
export function NoteDialog({ caseId, onDone, onClose }: DialogProps) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const { save, error, busy } = useSaving(caseId, onDone);
  return (
    <Modal
      open
      size="sm"
      modalHeading={t('caseFile.addNote')}
      primaryButtonText={t('caseFile.save')}
      secondaryButtonText={t('action.cancel')}
      closeButtonLabel={t('action.close')}
      primaryButtonDisabled={busy || text.trim() === ''}
      onRequestSubmit={() => void save(text)}
      onRequestClose={onClose}
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
    </Modal>
  );
}

const kinds = ['call', 'email', 'visit'] as const;

/** A contact with the applicant in two clicks: open, save. How it was and what it was about may be added. */
export function ContactDialog({ caseId, onDone, onClose }: DialogProps) {
  const { t } = useTexts();
  const [kind, setKind] = useState<(typeof kinds)[number]>('call');
  const [text, setText] = useState('');
  const { save, error, busy } = useSaving(caseId, onDone);
  const said = t('caseFile.contactSaid', { kind: t(`caseFile.${kind}`) });
  return (
    <Modal
      open
      size="sm"
      modalHeading={t('caseFile.contactTitle')}
      primaryButtonText={t('caseFile.save')}
      secondaryButtonText={t('action.cancel')}
      closeButtonLabel={t('action.close')}
      primaryButtonDisabled={busy}
      onRequestSubmit={() => void save(text.trim() === '' ? said : `${said}: ${text.trim()}`)}
      onRequestClose={onClose}
    >
      <div className="dialog-fields">
        {error && <ErrorNotice error={error} title={t('caseFile.contactFailed')} focus />}
        <RadioButtonGroup
          name="contact-kind"
          legendText={t('caseFile.contactKind')}
          valueSelected={kind}
          onChange={(chosen) => setKind(chosen as (typeof kinds)[number])}
        >
          {kinds.map((each) => (
            <RadioButton key={each} id={`contact-${each}`} value={each} labelText={t(`caseFile.${each}`)} />
          ))}
        </RadioButtonGroup>
        <TextArea
          id="contact-text"
          labelText={t('caseFile.contactText')}
          rows={3}
          maxLength={9_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
    </Modal>
  );
}

function useSaving(caseId: string, onDone: () => void) {
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const save = async (text: string) => {
    setBusy(true);
    setError(undefined);
    try {
      await addNote(caseId, text);
      onDone();
    } catch (thrown) {
      setError(thrown as Error);
      setBusy(false);
    }
  };
  return { save, error, busy };
}
