import { useState } from 'react';
import { Select, SelectItem } from '@carbon/react';
import type { RegistryView, RoleKey } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import { giveRole } from '../api/registry.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { FormDialog } from './form-dialog.tsx';
import { givenDays, PersonSelect, TermFields, UnitSelect } from './registry-fields.tsx';

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
  const [term, setTerm] = useState({ from: '', to: '' });
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
          ...givenDays(term),
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
      <PersonSelect id="assign-person" people={registry.people} value={account} onChange={setAccount} />
      <TermFields id="assign" term={term} onChange={setTerm} />
      {registry.units.some(({ active }) => active) && (
        <UnitSelect
          id="assign-unit"
          label={t('people.unit')}
          none={t('people.assign.everywhere')}
          units={registry.units}
          value={unit}
          onChange={setUnit}
        />
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
