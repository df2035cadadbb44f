import i18next from 'i18next';
import { languages } from '@gaita/contracts';
import type { Language } from '@gaita/contracts';
import type en from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

const stored = 'gaita.language';
const storedFor = 'gaita.language.of';

/** What the reader chose last, else what the browser asks for, else English. */
export function firstLanguage(): Language {
  const wanted = [localStorage.getItem(stored), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.map(asLanguage).find((language) => language !== undefined) ?? 'en';
}

/** Somebody chose it on this device while nobody was signed in: it counts for who signs in then, before that of their account. */
export const hasChosen = (): boolean => localStorage.getItem(stored) !== null && localStorage.getItem(storedFor) === null;

/** Whoever signs in next at this device finds their own language. */
export const leaveLanguage = (): void => localStorage.setItem(storedFor, 'account');

export const asLanguage = (tag: string | null | undefined): Language | undefined =>
  languages.find((language) => language === tag);

/** What everybody needs at once, and what only pages say that are loaded when they are opened; each language is loaded when it is spoken. */
const parts = {
  first: {
    en: () => import('./first/en.ts'),
    lv: () => import('./first/lv.ts'),
    lt: () => import('./first/lt.ts'),
    bg: () => import('./first/bg.ts'),
  },
  later: {
    en: () => import('./later/en.ts'),
    lv: () => import('./later/lv.ts'),
    lt: () => import('./later/lt.ts'),
    bg: () => import('./later/bg.ts'),
  },
};

/** i18next picks plural forms by Intl.PluralRules: `_one`, `_few`, `_zero`, `_many`, `_other`. */
export const texts = i18next.createInstance({
  lng: 'en',
  fallbackLng: 'en',
  resources: {},
  interpolation: { escapeValue: false },
  initAsync: false,
});
void texts.init();

const added = new Set<string>();
let spoken: Language | undefined;
let laterWanted = false;

async function add(part: keyof typeof parts, language: Language): Promise<void> {
  if (added.has(`${part} ${language}`)) return;
  const { default: loaded } = await parts[part][language]();
  texts.addResourceBundle(language, 'translation', loaded, true, true);
  added.add(`${part} ${language}`);
}

/** @param remember `device`: for who uses it without an account; `account`: the account has it, too */
export async function speak(language: Language, { remember }: { readonly remember?: 'device' | 'account' } = {}): Promise<void> {
  if (remember) localStorage.setItem(stored, language);
  if (remember === 'device') localStorage.removeItem(storedFor);
  if (remember === 'account') leaveLanguage();
  await add('first', language);
  if (laterWanted) await add('later', language);
  spoken = language;
  await texts.changeLanguage(language);
}

/** Before a page is shown that is loaded when it is opened; from then on every language comes whole. */
export async function laterTexts(): Promise<void> {
  laterWanted = true;
  // Before the first language is there, whoever fetches it fetches all of it.
  if (spoken) await add('later', spoken);
}
