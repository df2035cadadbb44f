import i18next from 'i18next';
import { languages } from '@gaita/contracts';
import type { Language } from '@gaita/contracts';
import en from './en.ts';

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

/** English is the base that others fall back to; each other language is loaded when it is spoken first. */
const others = {
  lv: () => import('./lv.ts'),
  lt: () => import('./lt.ts'),
  bg: () => import('./bg.ts'),
};

/** i18next picks plural forms by Intl.PluralRules: `_one`, `_few`, `_zero`, `_many`, `_other`. */
export const texts = i18next.createInstance({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
void texts.init();

export async function speak(language: Language, { remember }: { readonly remember: boolean }): Promise<void> {
  if (remember) localStorage.setItem(stored, language);
  if (language !== 'en' && !texts.hasResourceBundle(language, 'translation')) {
    const { default: loaded } = await others[language]();
    texts.addResourceBundle(language, 'translation', loaded);
  }
  await texts.changeLanguage(language);
}
