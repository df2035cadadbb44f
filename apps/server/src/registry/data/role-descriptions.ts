import type { DescriptionTexts, Language, RoleKey } from '@gaita/contracts';
import { languages, roleKeys } from '@gaita/contracts';
import type { DescriptionsInLanguage } from './description-lines.ts';
import { descriptionsBg } from './descriptions-bg.ts';
import { descriptionsEn } from './descriptions-en.ts';
import { descriptionsLt } from './descriptions-lt.ts';
import { descriptionsLv } from './descriptions-lv.ts';

const byLanguage: Readonly<Record<Language, DescriptionsInLanguage>> = {
  en: descriptionsEn,
  lv: descriptionsLv,
  lt: descriptionsLt,
  bg: descriptionsBg,
};

/** Languages whose shipped descriptions no native speaker has read yet. */
export const uncheckedDescriptions: readonly Language[] = ['lv', 'lt', 'bg'];

const made = new Map<RoleKey, DescriptionTexts>(roleKeys.map((role) => [role, describe(role)]));

/** The description that an institution starts from. */
export const shippedDescription = (role: RoleKey): DescriptionTexts => made.get(role)!;

function describe(role: RoleKey): DescriptionTexts {
  const inEach = (text: (language: Language) => string): DescriptionTexts['duties'] =>
    Object.fromEntries(languages.map((language) => [language, text(language)]));
  return {
    subordination: inEach((language) => byLanguage[language].roles[role][0]),
    duties: inEach((language) => {
      const { duties, rights, responsibility, roles } = byLanguage[language];
      const [, duty, right, responsible] = roles[role];
      return `${duties}: ${duty}\n${rights}: ${right}\n${responsibility}: ${responsible}`;
    }),
    competences: inEach((language) => byLanguage[language].roles[role][4]),
    conditions: inEach((language) => byLanguage[language].roles[role][5]),
  };
}
