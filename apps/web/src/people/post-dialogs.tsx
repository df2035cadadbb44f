import { useState } from 'react';
import { Checkbox } from '@carbon/react';
import type { PostView, RegistryView, UnitView } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import { addToRegistry, changeInRegistry, readRegistry } from '../api/registry.ts';
import { useRoleNames } from '../sign-in/role-names.ts';
import { useEdit } from '../shell/use-edit.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { FormDialog } from './form-dialog.tsx';
import type { Names } from './names-fields.tsx';
import { hasName, NamesFields, useNameFields } from './names-fields.tsx';
import { givenDays, PersonSelect, TermFields, UnitSelect } from './registry-fields.tsx';

interface DialogProps {
  readonly registry: RegistryView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A post: its names, its unit, and the roles that usually go with it. */
export function PostDialog({ registry, post, ...dialog }: DialogProps & { readonly post?: PostView | undefined }) {
  const { t, formats } = useTexts();
  const roleName = useRoleNames();
  const nameFields = useNameFields<{ readonly names: Names }>();
  const edit = useEdit({
    row: post,
    read: (row) => ({
      names: (row?.names ?? {}) as Names,
      unit: row?.unit ?? '',
      roles: (row?.roles ?? []) as readonly string[],
    }),
    again: async () => (await readRegistry(registry.institution)).posts.find(({ id }) => id === post?.id),
    fields: [
      ...nameFields,
      [t('people.unit'), ({ unit }) => unitName(registry, unit)],
      [t('people.post.roles'), ({ roles }) => roles.map(roleName).sort(formats.compare).join(', ')],
    ],
  });
  const { names, unit, roles } = edit.given;
  const body = { names, unit: unit === '' ? null : unit, roles };
  const sorted = [...roleKeys].sort((a, b) => formats.compare(roleName(a), roleName(b)));
  return (
    <FormDialog
      {...dialog}
      title={post ? t('people.post.changeNamed', { post: post.name }) : t('people.post.add')}
      submit={t('people.change.submit')}
      disabled={!hasName(names)}
      edit={edit}
      onSubmit={() =>
        post
          ? changeInRegistry(`posts/${encodeURIComponent(post.id)}`, { ...body, revision: edit.base?.revision })
          : addToRegistry('posts', { ...body, institution: registry.institution })
      }
    >
      <NamesFields id="post" names={names} onChange={(given) => edit.set({ names: given })} />
      <UnitSelect
        id="post-unit"
        label={t('people.unit')}
        none={t('people.unitForm.noParent')}
        units={registry.units}
        value={unit}
        onChange={(chosen) => edit.set({ unit: chosen })}
      />
      <fieldset className="people-checks">
        <legend className="cds--label">{t('people.post.roles')}</legend>
        {sorted.map((role) => (
          <Checkbox
            key={role}
            id={`post-role-${role}`}
            labelText={roleName(role)}
            checked={roles.includes(role)}
            onChange={(_, { checked }) => edit.set({ roles: checked ? [...roles, role] : roles.filter((each) => each !== role) })}
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
  const [term, setTerm] = useState({ from: '', to: '' });
  return (
    <FormDialog
      {...dialog}
      title={t('people.post.fillNamed', { post: post.name })}
      submit={t('people.post.fill')}
      disabled={account === ''}
      onSubmit={() => addToRegistry(`posts/${encodeURIComponent(post.id)}/holders`, { account, ...givenDays(term) })}
    >
      <PersonSelect
        id="post-person"
        people={registry.people.filter(({ kind }) => kind === 'staff')}
        value={account}
        onChange={setAccount}
      />
      <TermFields id="post" term={term} onChange={setTerm} />
    </FormDialog>
  );
}

/** Whoever leaves a post does so today; the post keeps the time that they held it. */
export function LeaveDialog({
  post,
  holder,
  ...dialog
}: Omit<DialogProps, 'registry'> & { readonly post: PostView; readonly holder: PostView['holders'][number] }) {
  const { t } = useTexts();
  return (
    <FormDialog
      {...dialog}
      title={t('people.post.leaveNamed', { name: holder.name })}
      submit={t('people.post.leaveSubmit')}
      danger
      onSubmit={() => addToRegistry(`post-holders/${encodeURIComponent(holder.id)}/end`, { revision: holder.revision })}
    >
      <p>{t('people.post.leaveEffect', { name: holder.name, post: post.name })}</p>
    </FormDialog>
  );
}

/** A unit: its names and what it is part of. */
export function UnitDialog({ registry, unit, ...dialog }: DialogProps & { readonly unit?: UnitView | undefined }) {
  const { t } = useTexts();
  const nameFields = useNameFields<{ readonly names: Names }>();
  const edit = useEdit({
    row: unit,
    read: (row) => ({ names: (row?.names ?? {}) as Names, parent: row?.parent ?? '', active: row?.active ?? true }),
    again: async () => (await readRegistry(registry.institution)).units.find(({ id }) => id === unit?.id),
    fields: [
      ...nameFields,
      [t('people.unitForm.parent'), (given) => unitName(registry, given.parent)],
      [t('people.unitForm.open'), (given) => t(given.active ? 'value.yes' : 'value.no')],
    ],
  });
  const { names, parent, active } = edit.given;
  const body = { names, parent: parent === '' ? null : parent };
  return (
    <FormDialog
      {...dialog}
      title={unit ? t('people.unitForm.changeNamed', { unit: unit.name }) : t('people.unitForm.add')}
      submit={t('people.change.submit')}
      disabled={!hasName(names)}
      edit={edit}
      onSubmit={() =>
        unit
          ? changeInRegistry(`units/${encodeURIComponent(unit.id)}`, { ...body, active, revision: edit.base?.revision })
          : addToRegistry('units', { ...body, institution: registry.institution })
      }
    >
      <NamesFields id="unit" names={names} onChange={(given) => edit.set({ names: given })} />
      <UnitSelect
        id="unit-parent"
        label={t('people.unitForm.parent')}
        none={t('people.unitForm.noParent')}
        units={registry.units.filter(({ id }) => id !== unit?.id)}
        value={parent}
        onChange={(chosen) => edit.set({ parent: chosen })}
      />
      {unit && (
        <Checkbox
          id="unit-active"
          labelText={t('people.unitForm.open')}
          checked={active}
          onChange={(_, { checked }) => edit.set({ active: checked })}
        />
      )}
    </FormDialog>
  );
}

const unitName = ({ units }: RegistryView, unit: string): string => units.find(({ id }) => id === unit)?.name ?? '';
