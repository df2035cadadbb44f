import { useState } from 'react';
import { Button, Checkbox, Select, SelectItem, Tag, TextInput } from '@carbon/react';
import type { CompetenceView, RegistryPersonView } from '@gaita/contracts';
import { setPersonCompetences, setPersonKind } from '../api/registry.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { FormDialog } from './form-dialog.tsx';

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
  const { t } = useTexts();
  const [held, setHeld] = useState<readonly string[]>(person.competences);
  const [kind, setKind] = useState(person.kind);
  const [organisation, setOrganisation] = useState(person.organisation ?? '');
  const save = async () => {
    await setPersonCompetences(person.account, held);
    if (kind !== person.kind || organisation !== (person.organisation ?? ''))
      await setPersonKind(person.account, kind, organisation.trim());
  };
  return (
    <FormDialog
      title={person.name}
      submit={t('people.competences.save')}
      onSubmit={() => save()}
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
            onChange={(_, { checked }) => setHeld(checked ? [...held, key] : held.filter((each) => each !== key))}
          />
        ))}
      </fieldset>
      <Select
        id="person-kind"
        labelText={t('people.kind.label')}
        value={kind}
        onChange={(event) => setKind(event.target.value as typeof kind)}
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
          onChange={(event) => setOrganisation(event.target.value)}
        />
      )}
    </FormDialog>
  );
}
