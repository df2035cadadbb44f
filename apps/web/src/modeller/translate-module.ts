import type { Language } from '@gaita/contracts';
import bg from '../texts/modeller/bg.json';
import lt from '../texts/modeller/lt.json';
import lv from '../texts/modeller/lv.json';

/** One text has several spellings there: `User task` in a menu, `User Task` over the properties. */
const asSpelled = (texts: { readonly [english: string]: string }) =>
  new Map(Object.entries(texts).map(([english, text]) => [english.toLowerCase(), text]));

const words: { readonly [L in Language]: { readonly [english: string]: string } } = { en: {}, lv, lt, bg };

type Replacements = { readonly [name: string]: string | number };

/** A module for bpmn-js: its own words in the reader's language, English where we have none. */
export function translateModule(language: Language) {
  const known = asSpelled(words[language]);
  const translate = (template: string, replacements: Replacements = {}) =>
    (known.get(template.toLowerCase()) ?? template).replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(replacements, name) ? String(replacements[name]) : whole,
    );
  return { translate: ['value', translate] };
}
