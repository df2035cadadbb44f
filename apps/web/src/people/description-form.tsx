import { useState } from 'react';
import { Button, TextArea, TextInput } from '@carbon/react';
import type { DescriptionPart, DescriptionTexts, Language, RolePageView } from '@gaita/contracts';
import { descriptionParts, languages } from '@gaita/contracts';
import { describeRole, readRole } from '../api/registry.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useEdit } from '../shell/use-edit.tsx';
import { useTexts } from '../texts/use-texts.tsx';

type Fields = { readonly note: string } & Readonly<Record<string, string>>;

const places = descriptionParts.flatMap((part) => languages.map((language) => ({ part, language })));
const nameOf = (part: DescriptionPart, language: Language): string => `${part}.${language}`;

/** Each part in each language by itself: what one changes in one place does not touch the others. */
const fieldsOf = (texts: DescriptionTexts): Record<string, string> =>
  Object.fromEntries(places.map(({ part, language }) => [nameOf(part, language), texts[part][language] ?? '']));

const textsOf = (fields: Fields): DescriptionTexts => {
  const inLanguages = (part: DescriptionPart) =>
    Object.fromEntries(languages.flatMap((each) => (fields[nameOf(part, each)] ? [[each, fields[nameOf(part, each)]]] : [])));
  return Object.fromEntries(descriptionParts.map((part) => [part, inLanguages(part)])) as DescriptionTexts;
};

interface DescriptionFormProps {
  readonly page: RolePageView;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Writes the next version, language by language; what was typed stays when somebody else was quicker. */
export function DescriptionForm({ page, onSaved, onCancel }: DescriptionFormProps) {
  const { t, language: own } = useTexts();
  const [language, setLanguage] = useState<Language>(own);
  const { role, institution } = page;
  const edit = useEdit<RolePageView['description'], Fields>({
    row: page.description,
    read: (row) => ({ note: '', ...fieldsOf(row?.texts ?? page.description.texts) }),
    again: async () => (await readRole(role, institution)).description,
    fields: places.map(({ part, language: each }) => [
      `${t(`people.part.${part}`)} (${t(`people.language.${each}`)})`,
      (typed) => typed[nameOf(part, each)] ?? '',
    ]),
    keptAs: `description ${institution} ${role}`,
  });
  const { given } = edit;
  const [error, setError] = useState<Error>();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    setError(undefined);
    try {
      const basedOn = edit.base?.latest ?? page.description.latest;
      await describeRole(role, { institution, basedOn, texts: textsOf(given), note: given.note.trim() });
      edit.forget();
      onSaved();
    } catch (refused) {
      if (!(await edit.refused(refused))) setError(refused as Error);
      setSaving(false);
    }
  };
  return (
    <form
      className="people-form people-form--page"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {error && <ErrorNotice error={error} focus />}
      {edit.note}
      <div className="people-filter__by" role="group" aria-label={t('shell.language')}>
        {languages.map((each) => (
          <Button
            key={each}
            kind={language === each ? 'secondary' : 'tertiary'}
            size="sm"
            aria-pressed={language === each}
            onClick={() => setLanguage(each)}
          >
            {t(`people.language.${each}`)}
          </Button>
        ))}
      </div>
      {descriptionParts.map((part, at) => (
        <TextArea
          key={part}
          id={`part-${part}`}
          lang={language}
          labelText={`${at + 1}. ${t(`people.part.${part}`)}`}
          value={given[nameOf(part, language)] ?? ''}
          maxLength={4000}
          rows={part === 'duties' ? 6 : 3}
          onChange={(event) => edit.set({ [nameOf(part, language)]: event.target.value })}
        />
      ))}
      <TextInput
        id="description-note"
        labelText={t('people.description.note')}
        helperText={t('people.description.noteHelp')}
        value={given.note}
        maxLength={300}
        onChange={(event) => edit.set({ note: event.target.value })}
      />
      <div className="page__actions">
        <Button type="submit" size="md" disabled={saving || edit.waits}>
          {t('people.description.save')}
        </Button>
        <Button kind="secondary" size="md" onClick={() => (edit.forget(), onCancel())}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
}
