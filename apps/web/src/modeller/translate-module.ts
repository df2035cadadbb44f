import type { Language } from '@gaita/contracts';
import bg from '../texts/modeller/bg.json';
import lt from '../texts/modeller/lt.json';
import lv from '../texts/modeller/lv.json';

const words: { readonly [L in Language]: { readonly [english: string]: string } } = { en: {}, lv, lt, bg };

type Replacements = { readonly [name: string]: string | number };

/** A module for bpmn-js: its own words in the reader's language, English where we have none. */
export function translateModule(language: Language) {
  const known = words[language];
  const translate = (template: string, replacements: Replacements = {}) =>
    (Object.hasOwn(known, template) ? (known[template] ?? template) : template).replace(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(replacements, name) ? String(replacements[name]) : whole,
    );
  return { translate: ['value', translate] };
}
