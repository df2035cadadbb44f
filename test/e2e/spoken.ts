import { expect } from '@jest/globals';
import { createInstance } from 'i18next';
import type { Language } from '@gaita/contracts';
import type { Page } from 'playwright-core';
import bg from '../../apps/web/src/texts/bg.ts';
import en from '../../apps/web/src/texts/en.ts';
import lt from '../../apps/web/src/texts/lt.ts';
import lv from '../../apps/web/src/texts/lv.ts';

const trees: { readonly [language in Language]: object } = { en, lv, lt, bg };
const texts = createInstance({
  lng: 'en',
  resources: Object.fromEntries(Object.entries(trees).map(([language, translation]) => [language, { translation }])),
  interpolation: { escapeValue: false },
  initAsync: false,
});
void texts.init();

/** What the interface says in a language, as the web app says it. */
export interface Words {
  /** @throws for a key that no text has */
  (key: string, values?: { readonly [name: string]: string | number }): string;
  /** What begins so, with anything in the places of the values that are not given. */
  readonly like: (key: string, values?: { readonly [name: string]: string | number }) => RegExp;
}

export function wordsOf(language: Language): Words {
  const t = texts.getFixedT(language);
  const say = (key: string, values: { readonly [name: string]: string | number } = {}): string => {
    if (!texts.exists(key, { lng: language, ...values })) throw new Error(`No text ${key} in ${language}.`);
    return t(key, values);
  };
  const like: Words['like'] = (key, values = {}) => {
    const pattern = t(key, { ...values, skipInterpolation: true }).replace(/[.*+?^$()|[\]\\]/g, '\\$&');
    return new RegExp(
      `^${pattern.replace(/\{\{(\w+)\}\}/g, (_, name: string) => (name in values ? String(values[name]) : '.+'))}`,
    );
  };
  return Object.assign(say, { like });
}

const sentences = (tree: object): string[] =>
  Object.values(tree).flatMap((each: unknown) => (typeof each === 'string' ? [each] : sentences(each as object)));
const said = new Map(Object.entries(trees).map(([language, tree]) => [language, new Set(sentences(tree))]));

/** What stands on the page for eyes and screen readers, but where another language is marked and the mark of bpmn.io. */
const shown = `[...document.querySelectorAll('body, body *')]
  .filter((each) => each.checkVisibility() && !each.closest('script, style, option, .bjs-powered-by') && each.closest('[lang]') === document.documentElement)
  .flatMap((each) => [
    ...[...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data),
    each.getAttribute('aria-label'), each.getAttribute('title'), each.getAttribute('placeholder'),
  ])
  .map((text) => (text ?? '').trim())
  .filter((text) => text !== '')`;

/** Nothing on the page is a text of the interface in another language, and nothing is the key of one. */
export async function noForeignWords(page: Page, language: Language): Promise<void> {
  const own = said.get(language)!;
  const others = [...said].filter(([other]) => other !== language).map(([, all]) => all);
  const found = await page.evaluate<string[]>(shown);
  expect(await page.evaluate('document.documentElement.lang')).toBe(language);
  expect(found.filter((text) => !own.has(text) && others.some((all) => all.has(text)))).toEqual([]);
  expect(found.filter((text) => text.includes('.') && texts.exists(text, { lng: 'en' }))).toEqual([]);
}
