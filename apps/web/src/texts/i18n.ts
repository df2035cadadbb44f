import i18next from 'i18next';
import { languages } from '@gaita/contracts';
import type { Language } from '@gaita/contracts';
import bg from './bg.json';
import en from './en.json';
import lt from './lt.json';
import lv from './lv.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

const stored = 'gaita.language';

/** What the reader chose last, else what the browser asks for, else English. */
export function firstLanguage(): Language {
  const wanted = [localStorage.getItem(stored), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.map(asLanguage).find((language) => language !== undefined) ?? 'en';
}

export const hasChosen = (): boolean => localStorage.getItem(stored) !== null;

export const asLanguage = (tag: string | null | undefined): Language | undefined =>
  languages.find((language) => language === tag);

/** i18next picks plural forms by Intl.PluralRules: `_one`, `_few`, `_zero`, `_many`, `_other`. */
export const texts = i18next.createInstance({
  lng: firstLanguage(),
  fallbackLng: 'en',
  resources: { en: { translation: en }, lv: { translation: lv }, lt: { translation: lt }, bg: { translation: bg } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
void texts.init();

export async function speak(language: Language, { remember }: { readonly remember: boolean }): Promise<void> {
  if (remember) localStorage.setItem(stored, language);
  await texts.changeLanguage(language);
}
