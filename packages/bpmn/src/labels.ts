import { languages as allLanguages } from '@gaita/contracts';
import type { Language } from '@gaita/contracts';
import type { Model } from './model.ts';

export interface Label {
  readonly name?: string;
  readonly documentation?: string;
  /** Whether a part is shown in English because the asked language lacks it. */
  readonly missing: boolean;
}

type Labelled = Pick<Model, 'labels'>;

/** Name and documentation of every labelled element in a language, each part in English where that language lacks it. */
export function labelsOf(model: Labelled, language: Language): ReadonlyMap<string, Label> {
  return new Map(
    (model.labels ?? []).map(({ id, texts }) => {
      const wanted = texts[language];
      return [
        id,
        {
          name: wanted?.name ?? texts.en?.name,
          documentation: wanted?.documentation ?? texts.en?.documentation,
          missing: parts.some((part) => wanted?.[part] === undefined && texts.en?.[part] !== undefined),
        },
      ];
    }),
  );
}

export interface MissingText {
  readonly elementId: string;
  readonly language: Language;
  readonly parts: readonly ('name' | 'documentation')[];
}

/** What has a name or documentation in some language but not in each of these. */
export function missingTexts(model: Labelled, languages: readonly Language[] = allLanguages): MissingText[] {
  return (model.labels ?? []).flatMap(({ id, texts }) => {
    const given = parts.filter((part) => allLanguages.some((language) => texts[language]?.[part] !== undefined));
    return languages.flatMap((language): MissingText[] => {
      const missing = given.filter((part) => texts[language]?.[part] === undefined);
      return missing.length > 0 ? [{ elementId: id, language, parts: missing }] : [];
    });
  });
}

const parts = ['name', 'documentation'] as const;
