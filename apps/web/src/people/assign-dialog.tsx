import { useState } from 'react';
import { Select, SelectItem } from '@carbon/react';
import type { RegistryView, RoleKey } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import { giveRole } from '../api/registry.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { DayField } from './day-field.tsx';
import { FormDialog } from './form-dialog.tsx';

interface AssignDialogProps {
  readonly registry: RegistryView;
  readonly role?: string | undefined;
  readonly account?: string | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Gives a role to somebody; what stands against it is said before anything is saved. */
export function AssignDialog({ registry, role: asked = '', account: chosen = '', onDone, onClose }: AssignDialogProps) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const [role, setRole] = useState(asked);
  const [account, setAccount] = useState(chosen);
  const [unit, setUnit] = useState('');
  const [service, setService] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const roles = [...roleKeys].sort((a, b) => formats.compare(roleName(a), roleName(b)));
  return (
    <FormDialog
      title={t('people.assign.title')}
      submit={t('people.assign.submit')}
      disabled={role === '' || account === ''}
      onSubmit={(conflictReason) =>
        giveRole({
          account,
          role: role as RoleKey,
          institution: registry.institution,
          ...(unit && { unit }),
          ...(service && { service }),
          ...(from && { from }),
          ...(to && { to }),
          ...(conflictReason && { conflictReason }),
        })
      }
      onDone={onDone}
      onClose={onClose}
    >
      <Select id="assign-role" labelText={t('people.role')} value={role} onChange={(event) => setRole(event.target.value)}>
        <SelectItem value="" text={t('people.assign.chooseRole')} />
        {roles.map((key) => (
          <SelectItem key={key} value={key} text={roleName(key)} />
        ))}
      </Select>
      <Select
        id="assign-person"
        labelText={t('people.person')}
        value={account}
        onChange={(event) => setAccount(event.target.value)}
      >
        <SelectItem value="" text={t('people.assign.choosePerson')} />
        {registry.people.map((person) => (
          <SelectItem key={person.account} value={person.account} text={person.name} />
        ))}
      </Select>
      <div className="people-form__pair">
        <DayField
          id="assign-from"
          label={t('people.assign.from')}
          help={t('people.assign.fromHelp')}
          value={from}
          onChange={setFrom}
        />
        <DayField
          id="assign-to"
          label={t('people.assign.to')}
          help={t('people.assign.toHelp')}
          value={to}
          min={from}
          onChange={setTo}
        />
      </div>
      {registry.units.some(({ active }) => active) && (
        <Select id="assign-unit" labelText={t('people.unit')} value={unit} onChange={(event) => setUnit(event.target.value)}>
          <SelectItem value="" text={t('people.assign.everywhere')} />
          {registry.units
            .filter(({ active }) => active)
            .map(({ id, name, depth }) => (
              <SelectItem key={id} value={id} text={`${'– '.repeat(depth)}${name}`} />
            ))}
        </Select>
      )}
      {registry.services.length > 0 && (
        <Select
          id="assign-service"
          labelText={t('people.service')}
          value={service}
          onChange={(event) => setService(event.target.value)}
        >
          <SelectItem value="" text={t('people.assign.anyService')} />
          {registry.services.map(({ key, name }) => (
            <SelectItem key={key} value={key} text={name} />
          ))}
        </Select>
      )}
    </FormDialog>
  );
}
