import { useState } from 'react';
import { Modal, TextInput } from '@carbon/react';
import { useNavigate } from 'react-router';
import type { ProcessView } from '@gaita/contracts';
import { startCase } from '../api/processes.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { nameIn } from './name-in.ts';

/** Starts a case under the number that the institution's register gives it, if it has one. */
export function StartDialog({ process, onClose }: { readonly process: ProcessView; readonly onClose: () => void }) {
  const { t, language } = useTexts();
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const { instanceId } = await startCase(process.key, number.trim() === '' ? {} : { businessKey: number.trim() });
      void navigate(`/cases/${instanceId}`);
    } catch (thrown) {
      setError(thrown as Error);
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      size="sm"
      modalHeading={t('start.title', { process: nameIn(process, language) })}
      primaryButtonText={t('processes.start')}
      secondaryButtonText={t('action.cancel')}
      closeButtonLabel={t('action.close')}
      primaryButtonDisabled={busy}
      onRequestSubmit={() => void start()}
      onRequestClose={onClose}
      selectorPrimaryFocus="#case-number"
    >
      {error && <ErrorNotice error={error} title={t('start.failed')} focus />}
      <TextInput
        id="case-number"
        labelText={t('start.number')}
        helperText={t('start.numberHelp')}
        value={number}
        maxLength={191}
        onChange={(event) => setNumber(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && !busy && void start()}
      />
    </Modal>
  );
}
