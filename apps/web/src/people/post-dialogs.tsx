import { useState } from 'react';
import { Checkbox, Select, SelectItem } from '@carbon/react';
import type { PostView, RegistryView, UnitView } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import { addToRegistry, changeInRegistry } from '../api/registry.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { DayField } from './day-field.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { Names } from './names-fields.tsx';
import { hasName, NamesFields } from './names-fields.tsx';

interface DialogProps {
  readonly registry: RegistryView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A post: its names, its unit, and the roles that usually go with it. */
export function PostDialog({ registry, post, ...dialog }: DialogProps & { readonly post?: PostView | undefined }) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const [names, setNames] = useState<Names>(post?.names ?? {});
  const [unit, setUnit] = useState(post?.unit ?? '');
  const [roles, setRoles] = useState<readonly string[]>(post?.roles ?? []);
  const body = { names, unit: unit === '' ? null : unit, roles };
  const sorted = [...roleKeys].sort((a, b) => formats.compare(roleName(a), roleName(b)));
  return (
    <FormDialog
      {...dialog}
      title={post ? t('people.post.changeNamed', { post: post.name }) : t('people.post.add')}
      submit={t('people.change.submit')}
      disabled={!hasName(names)}
      onSubmit={() =>
        post
          ? changeInRegistry(`posts/${encodeURIComponent(post.id)}`, { ...body, revision: post.revision })
          : addToRegistry('posts', { ...body, institution: registry.institution })
      }
    >
      <NamesFields id="post" names={names} onChange={setNames} />
      <UnitSelect registry={registry} value={unit} onChange={setUnit} />
      <fieldset className="people-checks">
        <legend className="cds--label">{t('people.post.roles')}</legend>
        {sorted.map((role) => (
          <Checkbox
            key={role}
            id={`post-role-${role}`}
            labelText={roleName(role)}
            checked={roles.includes(role)}
            onChange={(_, { checked }) => setRoles(checked ? [...roles, role] : roles.filter((each) => each !== role))}
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}

/** Who is employed in the post. */
export function EmployDialog({ registry, post, ...dialog }: DialogProps & { readonly post: PostView }) {
  const { t } = useTexts();
  const [account, setAccount] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  return (
    <FormDialog
      {...dialog}
      title={t('people.post.fillNamed', { post: post.name })}
      submit={t('people.post.fill')}
      disabled={account === ''}
      onSubmit={() =>
        addToRegistry(`posts/${encodeURIComponent(post.id)}/holders`, { account, ...(from && { from }), ...(to && { to }) })
      }
    >
      <Select
        id="post-person"
        labelText={t('people.person')}
        value={account}
        onChange={(event) => setAccount(event.target.value)}
      >
        <SelectItem value="" text={t('people.assign.choosePerson')} />
        {registry.people
          .filter(({ kind }) => kind === 'staff')
          .map((person) => (
            <SelectItem key={person.account} value={person.account} text={person.name} />
          ))}
      </Select>
      <div className="people-form__pair">
        <DayField
          id="post-from"
          label={t('people.assign.from')}
          help={t('people.assign.fromHelp')}
          value={from}
          onChange={setFrom}
        />
        <DayField
          id="post-to"
          label={t('people.assign.to')}
          help={t('people.assign.toHelp')}
          value={to}
          min={from}
          onChange={setTo}
        />
      </div>
    </FormDialog>
  );
}

/** A unit: its names and what it is part of. */
export function UnitDialog({ registry, unit, ...dialog }: DialogProps & { readonly unit?: UnitView | undefined }) {
  const { t } = useTexts();
  const [names, setNames] = useState<Names>(unit?.names ?? {});
  const [parent, setParent] = useState(unit?.parent ?? '');
  const [active, setActive] = useState(unit?.active ?? true);
  const body = { names, parent: parent === '' ? null : parent };
  return (
    <FormDialog
      {...dialog}
      title={unit ? t('people.unitForm.changeNamed', { unit: unit.name }) : t('people.unitForm.add')}
      submit={t('people.change.submit')}
      disabled={!hasName(names)}
      onSubmit={() =>
        unit
          ? changeInRegistry(`units/${encodeURIComponent(unit.id)}`, { ...body, active, revision: unit.revision })
          : addToRegistry('units', { ...body, institution: registry.institution })
      }
    >
      <NamesFields id="unit" names={names} onChange={setNames} />
      <UnitSelect
        registry={registry}
        value={parent}
        onChange={setParent}
        without={unit?.id}
        label={t('people.unitForm.parent')}
      />
      {unit && (
        <Checkbox
          id="unit-active"
          labelText={t('people.unitForm.open')}
          checked={active}
          onChange={(_, { checked }) => setActive(checked)}
        />
      )}
    </FormDialog>
  );
}

interface UnitSelectProps {
  readonly registry: RegistryView;
  readonly value: string;
  readonly onChange: (unit: string) => void;
  readonly without?: string | undefined;
  readonly label?: string;
}

function UnitSelect({ registry, value, onChange, without, label }: UnitSelectProps) {
  const { t } = useTexts();
  return (
    <Select
      id="unit-choice"
      labelText={label ?? t('people.unit')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <SelectItem value="" text={t('people.unitForm.noParent')} />
      {registry.units
        .filter(({ id, active }) => active && id !== without)
        .map(({ id, name, depth }) => (
          <SelectItem key={id} value={id} text={`${'– '.repeat(depth)}${name}`} />
        ))}
    </Select>
  );
}
