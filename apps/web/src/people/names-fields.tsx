import { TextInput } from '@carbon/react';
import type { Language } from '@gaita/contracts';
import { languages } from '@gaita/contracts';
import type { Field } from '../shell/edited.ts';
import { useTexts } from '../texts/use-texts.tsx';

export type Names = { readonly [L in Language]?: string };

interface NamesFieldsProps {
  readonly id: string;
  readonly names: Names;
  readonly onChange: (names: Names) => void;
}

/** A name in the four languages; one is enough, the others fall back to it. */
export function NamesFields({ id, names, onChange }: NamesFieldsProps) {
  const { t } = useTexts();
  return (
    <>
      {languages.map((language) => (
        <TextInput
          key={language}
          id={`${id}-${language}`}
          lang={language}
          labelText={t('people.nameIn', { language: t(`people.language.${language}`) })}
          value={names[language] ?? ''}
          maxLength={180}
          onChange={(event) => onChange({ ...names, [language]: event.target.value })}
        />
      ))}
    </>
  );
}

/** The names in words, one field a language. */
export function useNameFields<Given extends { readonly names: Names }>(): Field<Given>[] {
  const { t } = useTexts();
  return languages.map((language) => [
    t('people.nameIn', { language: t(`people.language.${language}`) }),
    ({ names }) => names[language] ?? '',
  ]);
}

export const hasName = (names: Names): boolean => Object.values(names).some((name) => name.trim() !== '');
