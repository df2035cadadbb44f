import type { DutyLevel, DutyScope, Language, RoleKey } from '@gaita/contracts';

export interface ShippedPair {
  readonly a: RoleKey;
  readonly b: RoleKey;
  readonly scope: DutyScope;
  readonly level: DutyLevel;
  readonly reason: Readonly<Record<Language, string>>;
}

/** Roles that must not meet in one person (domain report, part 3). Hard ones stand for every institution. Native speakers have not read lv, lt, bg yet. */
export const shippedPairs: readonly ShippedPair[] = [
  {
    a: 'case-handler',
    b: 'decision-maker',
    scope: 'case',
    level: 'hard',
    reason: {
      en: 'Four eyes: whoever prepares a decision does not take it.',
      lv: 'Četru acu princips: kas sagatavo lēmumu, tas to nepieņem.',
      lt: 'Keturių akių principas: kas rengia sprendimą, tas jo nepriima.',
      bg: 'Принцип на четирите очи: който подготвя решението, не го взема.',
    },
  },
  {
    a: 'decision-maker',
    b: 'appeal-reviewer',
    scope: 'case',
    level: 'hard',
    reason: {
      en: 'Nobody reviews their own decision.',
      lv: 'Neviens nepārskata pats savu lēmumu.',
      lt: 'Niekas neperžiūri savo paties sprendimo.',
      bg: 'Никой не преразглежда собственото си решение.',
    },
  },
  {
    a: 'internal-auditor',
    b: 'management-representative',
    scope: 'org',
    level: 'hard',
    reason: {
      en: 'An auditor is independent of what is audited.',
      lv: 'Auditors ir neatkarīgs no tā, ko audita laikā pārbauda.',
      lt: 'Auditorius nepriklausomas nuo to, ką tikrina.',
      bg: 'Одиторът е независим от това, което проверява.',
    },
  },
  {
    a: 'internal-auditor',
    b: 'service-manager',
    scope: 'service',
    level: 'hard',
    reason: {
      en: 'Nobody audits the service that they manage.',
      lv: 'Neviens neveic auditu pakalpojumam, kuru pats vada.',
      lt: 'Niekas neaudituoja paslaugos, kurią pats valdo.',
      bg: 'Никой не извършва одит на услугата, за която сам отговаря.',
    },
  },
  {
    a: 'data-protection-officer',
    b: 'top-management',
    scope: 'org',
    level: 'hard',
    reason: {
      en: 'Conflict of interest of the data protection officer (GDPR, Article 38(6)).',
      lv: 'Datu aizsardzības speciālista interešu konflikts (VDAR 38. panta 6. punkts).',
      lt: 'Duomenų apsaugos pareigūno interesų konfliktas (BDAR 38 straipsnio 6 dalis).',
      bg: 'Конфликт на интереси на длъжностното лице по защита на данните (ОРЗД, член 38, параграф 6).',
    },
  },
  {
    a: 'data-protection-officer',
    b: 'administrator',
    scope: 'org',
    level: 'hard',
    reason: {
      en: 'An administrator determines means of processing (GDPR, Article 38(6)).',
      lv: 'Administrators nosaka datu apstrādes līdzekļus (VDAR 38. panta 6. punkts).',
      lt: 'Administratorius nustato duomenų tvarkymo priemones (BDAR 38 straipsnio 6 dalis).',
      bg: 'Администраторът определя средствата за обработване (ОРЗД, член 38, параграф 6).',
    },
  },
  {
    a: 'administrator',
    b: 'decision-maker',
    scope: 'org',
    level: 'hard',
    reason: {
      en: 'Nobody who can change rights also takes decisions.',
      lv: 'Kas var mainīt tiesības, tas nepieņem lēmumus.',
      lt: 'Kas gali keisti teises, tas nepriima sprendimų.',
      bg: 'Който може да променя права, не взема решения.',
    },
  },
  {
    a: 'developing-unit-head',
    b: 'implementing-unit-head',
    scope: 'version',
    level: 'soft',
    reason: {
      en: 'Whoever builds a version should not accept it.',
      lv: 'Kas izstrādā versiju, tam nevajadzētu to pieņemt.',
      lt: 'Kas kuria versiją, tas neturėtų jos priimti.',
      bg: 'Който изработва версията, не следва сам да я приема.',
    },
  },
  {
    a: 'service-manager',
    b: 'service-portfolio-manager',
    scope: 'service',
    level: 'soft',
    reason: {
      en: 'The portfolio manager approves the plans of the service manager.',
      lv: 'Pakalpojumu kopuma vadītājs apstiprina pakalpojuma vadītāja plānus.',
      lt: 'Paslaugų portfelio vadovas tvirtina paslaugos vadovo planus.',
      bg: 'Ръководителят на портфейла одобрява плановете на отговорника за услугата.',
    },
  },
  {
    a: 'service-manager',
    b: 'finance',
    scope: 'case',
    level: 'hard',
    reason: {
      en: 'Whoever requests money does not approve it.',
      lv: 'Kas pieprasa līdzekļus, tas tos neapstiprina.',
      lt: 'Kas prašo lėšų, tas jų netvirtina.',
      bg: 'Който иска средства, не ги одобрява.',
    },
  },
  {
    a: 'service-manager',
    b: 'survey-analyst',
    scope: 'service',
    level: 'soft',
    reason: {
      en: 'Satisfaction with a service should not be measured by its manager.',
      lv: 'Apmierinātību ar pakalpojumu nevajadzētu mērīt tā vadītājam.',
      lt: 'Pasitenkinimo paslauga neturėtų matuoti jos vadovas.',
      bg: 'Удовлетвореността от услугата не следва да се измерва от нейния отговорник.',
    },
  },
  {
    a: 'lean-facilitator',
    b: 'service-manager',
    scope: 'improvement',
    level: 'soft',
    reason: {
      en: 'Whoever claims a gain should not measure it alone.',
      lv: 'Kas ziņo par ieguvumu, tam nevajadzētu vienam pašam to mērīt.',
      lt: 'Kas skelbia naudą, tas neturėtų vienas jos matuoti.',
      bg: 'Който твърди, че има полза, не следва сам да я измерва.',
    },
  },
  {
    a: 'self-assessment-member',
    b: 'top-management',
    scope: 'caf',
    level: 'soft',
    reason: {
      en: 'A superior in the group biases the scores.',
      lv: 'Vadītāja dalība grupā ietekmē vērtējumus.',
      lt: 'Vadovo dalyvavimas grupėje iškreipia vertinimus.',
      bg: 'Участието на ръководител в групата влияе на оценките.',
    },
  },
];
