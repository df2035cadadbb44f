import { languages } from '@gaita/contracts';
import type { Language } from '@gaita/contracts';
import type { ModdleElement } from 'bpmn-moddle';
import { attribute, children, extension } from '../moddle/elements.ts';
import type { Texts } from '../model.ts';
import type { ReadContext } from './read-context.ts';

/** Name and documentation in every language of the file; English stands in BPMN's own places. */
export function readTexts(element: ModdleElement): Texts {
  const texts: { -readonly [L in Language]?: Texts[L] } = {};
  const english = labelOf(attribute(element, 'name') ?? attribute(element, 'text'), documentationOf(element));
  if (english) texts.en = english;
  for (const text of children(extension(element, 'gaita:Texts'), 'values')) {
    const lang = attribute(text, 'lang');
    const label = labelOf(attribute(text, 'name'), attribute(text, 'documentation'));
    if (isLanguage(lang) && label) texts[lang] = { ...texts[lang], ...label };
  }
  return texts;
}

/** Reports texts in languages that Gaita does not speak, which `readTexts` leaves out. */
export function checkTextLanguages(context: ReadContext, element: ModdleElement): void {
  for (const text of children(extension(element, 'gaita:Texts'), 'values')) {
    const lang = attribute(text, 'lang');
    if (!isLanguage(lang))
      context.report(element, {
        severity: 'warning',
        rule: 'unknown-text-language',
        message: `A text is given in "${lang ?? ''}", which is none of the languages ${languages.join(', ')}.`,
        advice: 'Correct its lang attribute.',
      });
  }
}

export const documentationOf = (element: ModdleElement): string | undefined =>
  attribute(children(element, 'documentation')[0], 'text');

const labelOf = (name: string | undefined, documentation: string | undefined) =>
  name === undefined && documentation === undefined
    ? undefined
    : { ...(name !== undefined && { name }), ...(documentation !== undefined && { documentation }) };

const isLanguage = (text: string | undefined): text is Language => languages.some((language) => language === text);
