import { useState } from 'react';
import { Button, Checkbox, Tag } from '@carbon/react';
import type { RolePageView } from '@gaita/contracts';
import { setRoleCompetences } from '../api/registry.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { FormDialog } from './form-dialog.tsx';

/** What a role asks for; gaps of its holders follow from it. */
export function RoleCompetences({ page, onChange }: { readonly page: RolePageView; readonly onChange: () => void }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<readonly string[]>();
  return (
    <div className="people-role">
      {page.competences.length === 0 && <span className="hint">{t('people.competences.none')}</span>}
      {page.competences.map(({ key, name }) => (
        <Tag key={key} type="cool-gray">
          {name}
        </Tag>
      ))}
      {page.may.edit && (
        <Button kind="ghost" size="sm" onClick={() => setAsked(page.competences.map(({ key }) => key))}>
          {t('people.competences.change')}
        </Button>
      )}
      {asked && (
        <FormDialog
          title={t('people.competences.required')}
          submit={t('people.competences.save')}
          onSubmit={() => setRoleCompetences(page.role, page.institution, asked)}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined);
            onChange();
          }}
        >
          <fieldset className="people-checks">
            <legend className="cds--label">{t('people.competences.title')}</legend>
            {page.allCompetences.map(({ key, name }) => (
              <Checkbox
                key={key}
                id={`required-${key}`}
                labelText={name}
                checked={asked.includes(key)}
                onChange={(_, { checked }) => setAsked(checked ? [...asked, key] : asked.filter((each) => each !== key))}
              />
            ))}
          </fieldset>
        </FormDialog>
      )}
    </div>
  );
}
