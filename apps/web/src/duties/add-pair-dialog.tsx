import { useState } from 'react';
import { Select, SelectItem, TextArea } from '@carbon/react';
import type { DutyLevel, DutyScope, RoleKey } from '@gaita/contracts';
import { dutyLevels, dutyScopes, roleKeys } from '@gaita/contracts';
import { addPair } from '../api/duties.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useRoleNames } from '../sign-in/role-names.ts';
import { Dialog } from '../shell/dialog.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { useDutyWords } from './use-conflict-words.ts';

interface AddPairDialogProps {
  readonly institution: string;
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

/** A pair of the institution's own, beside those that stand for everybody. */
export function AddPairDialog({ institution, onAdded, onClose }: AddPairDialogProps) {
  const { t } = useTexts();
  const roleName = useRoleNames();
  const words = useDutyWords();
  const [a, setA] = useState<RoleKey>(roleKeys[0]);
  const [b, setB] = useState<RoleKey>(roleKeys[1]);
  const [scope, setScope] = useState<DutyScope>('case');
  const [level, setLevel] = useState<DutyLevel>('hard');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<Error>();
  const isReady = a !== b && reason.trim().length >= 3;
  const add = async () => {
    setError(undefined);
    try {
      await addPair({ institution, a, b, scope, level, reason: reason.trim() });
      onAdded();
    } catch (thrown) {
      setError(thrown as Error);
    }
  };
  return (
    <Dialog
      size="sm"
      modalHeading={t('duties.addTitle')}
      primaryButtonText={t('duties.add')}
      primaryButtonDisabled={!isReady}
      onRequestSubmit={() => void (isReady && add())}
      onRequestClose={onClose}
    >
      <div className="duty-dialog">
        {error && <ErrorNotice error={error} />}
        <RoleSelect id="pair-a" label={t('duties.firstRole')} value={a} onChange={setA} nameOf={roleName} />
        <RoleSelect id="pair-b" label={t('duties.secondRole')} value={b} onChange={setB} nameOf={roleName} />
        <Select
          id="pair-scope"
          labelText={t('duties.where')}
          value={scope}
          onChange={(event) => setScope(event.target.value as DutyScope)}
        >
          {dutyScopes.map((each) => (
            <SelectItem key={each} value={each} text={words.scope(each)} />
          ))}
        </Select>
        <Select
          id="pair-level"
          labelText={t('duties.level')}
          helperText={t(level === 'hard' ? 'duties.hardMeans' : 'duties.softMeans')}
          value={level}
          onChange={(event) => setLevel(event.target.value as DutyLevel)}
        >
          {dutyLevels.map((each) => (
            <SelectItem key={each} value={each} text={t(each === 'hard' ? 'duties.hard' : 'duties.soft')} />
          ))}
        </Select>
        <TextArea
          id="pair-reason"
          labelText={t('duties.why')}
          value={reason}
          maxLength={500}
          rows={3}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </Dialog>
  );
}

interface RoleSelectProps {
  readonly id: string;
  readonly label: string;
  readonly value: RoleKey;
  readonly onChange: (role: RoleKey) => void;
  readonly nameOf: (key: string) => string;
}

function RoleSelect({ id, label, value, onChange, nameOf }: RoleSelectProps) {
  return (
    <Select id={id} labelText={label} value={value} onChange={(event) => onChange(event.target.value as RoleKey)}>
      {roleKeys.map((key) => (
        <SelectItem key={key} value={key} text={nameOf(key)} />
      ))}
    </Select>
  );
}
