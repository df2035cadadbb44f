import { useState } from 'react';
import { Button, Checkbox, Select, SelectItem, Tag, TextInput } from '@carbon/react';
import type { CompetenceView, RegistryPersonView } from '@gaita/contracts';
import { readRegistry, setPersonCompetences, setPersonKind } from '../api/registry.ts';
import { useEdit } from '../shell/use-edit.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { FormDialog } from './form-dialog.tsx';
import { useInstitution } from './use-institution.ts';

interface PersonDetailsProps {
  readonly person: RegistryPersonView;
  readonly competences: readonly CompetenceView[];
  readonly onChange?: (() => void) | undefined;
}

/** What somebody lacks for their roles; personnel record what they can and whether they are from outside. */
export function PersonDetails({ person, competences, onChange }: PersonDetailsProps) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const missing = [...new Set(person.gaps.map(({ competence }) => competence))].flatMap(
    (key) => competences.find((each) => each.key === key) ?? [],
  );
  return (
    <span className="people-role">
      {missing.map(({ key, name }) => (
        <Tag key={key} type="magenta" size="sm">
          {name}
        </Tag>
      ))}
      {missing.length === 0 && !onChange && '–'}
      {onChange && (
        <Button
          kind="ghost"
          size="sm"
          aria-label={t('people.competences.open', { name: person.name })}
          onClick={() => setOpen(true)}
        >
          {t('people.competences.short')}
        </Button>
      )}
      {open && onChange && (
        <PersonDialog
          person={person}
          competences={competences}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onChange();
          }}
        />
      )}
    </span>
  );
}

interface PersonDialogProps extends Pick<PersonDetailsProps, 'person' | 'competences'> {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function PersonDialog({ person, competences, onDone, onClose }: PersonDialogProps) {
  const { t, formats } = useTexts();
  const { account } = person;
  const institution = useInstitution();
  const nameOf = (wanted: string) => competences.find(({ key }) => key === wanted)?.name ?? wanted;
  const edit = useEdit({
    row: person,
    read: readFields,
    again: async () => (await readRegistry(institution)).people.find((each) => each.account === account),
    fields: [
      [t('people.competences.title'), ({ held }) => held.map(nameOf).sort(formats.compare).join(', ')],
      [t('people.kind.label'), ({ kind }) => t(`people.kind.${kind}`)],
      [t('people.kind.organisation'), ({ organisation }) => organisation],
    ],
  });
  const { held, kind, organisation } = edit.given;
  const save = async () => {
    const seen = edit.base ?? person;
    await setPersonCompetences(account, { competences: [...held], seen: [...seen.competences] });
    // saved now, whatever becomes of the rest
    edit.rebase({ ...seen, competences: [...held] });
    if (kind === seen.kind && organisation.trim() === (seen.organisation ?? '')) return;
    const worksFor = organisation.trim();
    await setPersonKind(account, {
      kind,
      ...(worksFor !== '' && { organisation: worksFor }),
      seen: { kind: seen.kind, ...(seen.organisation !== undefined && { organisation: seen.organisation }) },
    });
  };
  return (
    <FormDialog
      title={person.name}
      submit={t('people.competences.save')}
      edit={edit}
      onSubmit={save}
      onDone={onDone}
      onClose={onClose}
    >
      <fieldset className="people-checks">
        <legend className="cds--label">{t('people.competences.title')}</legend>
        {competences.map(({ key, name }) => (
          <Checkbox
            key={key}
            id={`competence-${key}`}
            labelText={name}
            checked={held.includes(key)}
            onChange={(_, { checked }) => edit.set({ held: checked ? [...held, key] : held.filter((each) => each !== key) })}
          />
        ))}
      </fieldset>
      <Select
        id="person-kind"
        labelText={t('people.kind.label')}
        value={kind}
        onChange={(event) => edit.set({ kind: event.target.value as typeof kind })}
      >
        <SelectItem value="staff" text={t('people.kind.staff')} />
        <SelectItem value="partner" text={t('people.kind.partner')} />
      </Select>
      {kind === 'partner' && (
        <TextInput
          id="person-organisation"
          labelText={t('people.kind.organisation')}
          value={organisation}
          maxLength={180}
          onChange={(event) => edit.set({ organisation: event.target.value })}
        />
      )}
    </FormDialog>
  );
}

const readFields = (person: RegistryPersonView | undefined) => ({
  held: (person?.competences ?? []) as readonly string[],
  kind: person?.kind ?? ('staff' as const),
  organisation: person?.organisation ?? '',
});
