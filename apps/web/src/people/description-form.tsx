import { useState } from 'react';
import { Button, TextArea, TextInput } from '@carbon/react';
import type { DescriptionTexts, Language, RolePageView } from '@gaita/contracts';
import { descriptionParts, languages } from '@gaita/contracts';
import { describeRole } from '../api/registry.ts';
import { ErrorNotice } from '../shell/error-notice.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface DescriptionFormProps {
  readonly page: RolePageView;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Writes the next version, language by language; what was typed stays when somebody else was quicker. */
export function DescriptionForm({ page, onSaved, onCancel }: DescriptionFormProps) {
  const { t, language: own } = useTexts();
  const [language, setLanguage] = useState<Language>(own);
  const [texts, setTexts] = useState<DescriptionTexts>(page.description.texts);
  const [note, setNote] = useState('');
  const [error, setError] = useState<Error>();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    setError(undefined);
    try {
      await describeRole(page.role, {
        institution: page.institution,
        basedOn: page.description.latest,
        texts,
        note: note.trim(),
      });
      onSaved();
    } catch (refused) {
      setError(refused as Error);
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
          value={texts[part][language] ?? ''}
          maxLength={4000}
          rows={part === 'duties' ? 6 : 3}
          onChange={(event) => setTexts({ ...texts, [part]: { ...texts[part], [language]: event.target.value } })}
        />
      ))}
      <TextInput
        id="description-note"
        labelText={t('people.description.note')}
        helperText={t('people.description.noteHelp')}
        value={note}
        maxLength={300}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="page__actions">
        <Button type="submit" size="md" disabled={saving}>
          {t('people.description.save')}
        </Button>
        <Button kind="secondary" size="md" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
}
