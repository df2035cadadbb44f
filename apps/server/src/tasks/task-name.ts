import type { Language } from '@gaita/contracts';
import type { Definition } from '../models/index.ts';
import { elementName } from '../models/index.ts';
import { askedElement } from './opinions/open-opinion.ts';
import type { TaskRow } from './tables.ts';

/** Before the name of the task on which an opinion is asked; not yet read by native speakers, as the other texts. */
const opinion: { readonly [L in Language]: string } = {
  en: 'Opinion',
  lv: 'Viedoklis',
  lt: 'Nuomonė',
  bg: 'Становище',
};

/** What a task, open or over, is called in the language; one that asks for an opinion says so before the name of its task. */
export function taskName(
  definition: Definition | undefined,
  { elementId, name }: Pick<TaskRow, 'elementId' | 'name'>,
  language: Language,
): string {
  return nameInModel(definition, elementId, language) ?? name ?? elementId;
}

/** The same, as far as the model gives a name. */
export function nameInModel(definition: Definition | undefined, elementId: string, language: Language): string | undefined {
  const name = definition && elementName(definition, elementId, language);
  const asked = askedElement(elementId);
  if (name !== undefined || asked === undefined) return name;
  const of = definition && elementName(definition, asked, language);
  return of === undefined ? undefined : opinionOn(of, language);
}

/** Name of a task that asks for an opinion on the task of that name. */
export const opinionOn = (name: string, language: Language): string => `${opinion[language]}: ${name}`;
