import { useState } from 'react';
import { Button, Checkbox, Tag } from '@carbon/react';
import type { RolePageView } from '@gaita/contracts';
import { readRole, setRoleCompetences } from '../api/registry.ts';
import { useEdit } from '../shell/use-edit.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { FormDialog } from './form-dialog.tsx';

/** What a role asks for; gaps of its holders follow from it. */
export function RoleCompetences({ page, onChange }: { readonly page: RolePageView; readonly onChange: () => void }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <div className="people-role">
      {page.competences.length === 0 && <span className="hint">{t('people.competences.none')}</span>}
      {page.competences.map(({ key, name }) => (
        <Tag key={key} type="cool-gray">
          {name}
        </Tag>
      ))}
      {page.may.edit && (
        <Button kind="ghost" size="sm" onClick={() => setOpen(true)}>
          {t('people.competences.change')}
        </Button>
      )}
      {open && (
        <RequiredDialog
          page={page}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onChange();
          }}
        />
      )}
    </div>
  );
}

interface RequiredDialogProps {
  readonly page: RolePageView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function RequiredDialog({ page, onDone, onClose }: RequiredDialogProps) {
  const { t, formats } = useTexts();
  const nameOf = (wanted: string) => page.allCompetences.find(({ key }) => key === wanted)?.name ?? wanted;
  const edit = useEdit({
    row: page.competences,
    read: (row) => ({ asked: (row ?? []).map(({ key }) => key) }),
    again: async () => (await readRole(page.role, page.institution)).competences,
    fields: [[t('people.competences.title'), ({ asked }) => asked.map(nameOf).sort(formats.compare).join(', ')]],
  });
  const { asked } = edit.given;
  const seen = (edit.base ?? []).map(({ key }) => key);
  return (
    <FormDialog
      title={t('people.competences.required')}
      submit={t('people.competences.save')}
      edit={edit}
      onSubmit={() => setRoleCompetences(page.role, { institution: page.institution, competences: asked, seen })}
      onClose={onClose}
      onDone={onDone}
    >
      <fieldset className="people-checks">
        <legend className="cds--label">{t('people.competences.title')}</legend>
        {page.allCompetences.map(({ key, name }) => (
          <Checkbox
            key={key}
            id={`required-${key}`}
            labelText={name}
            checked={asked.includes(key)}
            onChange={(_, { checked }) => edit.set({ asked: checked ? [...asked, key] : asked.filter((each) => each !== key) })}
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
