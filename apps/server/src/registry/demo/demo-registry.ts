import type { Language, RoleKey, TokenScope } from '@gaita/contracts';

type Names = Readonly<Record<Language, string>>;
const named = (en: string, lv: string, lt: string, bg: string): Names => ({ en, lv, lt, bg });

/** Units of both demo institutions; `key` is the end of their ids. The texts in lv, lt and bg have not been read by native speakers. */
export const demoUnits: readonly { readonly key: string; readonly parent: string | null; readonly names: Names }[] = [
  { key: 'office', parent: null, names: named('Administration', 'Administrācija', 'Administracija', 'Администрация') },
  {
    key: 'desk',
    parent: 'office',
    names: named('Customer service centre', 'Klientu apkalpošanas centrs', 'Klientų aptarnavimo centras', 'Център за обслужване'),
  },
  { key: 'finance', parent: 'office', names: named('Finance', 'Finanšu nodaļa', 'Finansų skyrius', 'Финансов отдел') },
  {
    key: 'building',
    parent: null,
    names: named('Building and environment', 'Būvniecība un vide', 'Statyba ir aplinka', 'Строителство и околна среда'),
  },
  { key: 'permits', parent: 'building', names: named('Permits', 'Atļauju grupa', 'Leidimų poskyris', 'Разрешителни') },
];

/** Somebody of each institution: its first or second holder of the role. */
export interface DemoPlace {
  readonly role: RoleKey;
  readonly nth: 1 | 2;
}
const the = (role: RoleKey, nth: 1 | 2): DemoPlace => ({ role, nth });

export const demoPosts: readonly {
  readonly key: string;
  readonly unit: string | null;
  readonly names: Names;
  readonly roles: readonly RoleKey[];
  readonly holders: readonly DemoPlace[];
}[] = [
  {
    key: 'head',
    unit: 'office',
    names: named('Executive director', 'Izpilddirektors', 'Administracijos direktorius', 'Изпълнителен директор'),
    roles: ['top-management'],
    holders: [the('top-management', 1)],
  },
  {
    key: 'inspector',
    unit: 'permits',
    names: named('Building inspector', 'Būvinspektors', 'Statybos inspektorius', 'Строителен инспектор'),
    roles: ['case-handler', 'expert'],
    holders: [the('case-handler', 1), the('expert', 1)],
  },
  {
    key: 'ecologist',
    unit: 'building',
    names: named('Environmental specialist', 'Vides speciālists', 'Aplinkos specialistas', 'Специалист по околна среда'),
    roles: ['case-handler'],
    holders: [the('case-handler', 2)],
  },
  {
    key: 'clerk',
    unit: 'desk',
    names: named('Customer service clerk', 'Klientu konsultants', 'Klientų konsultantas', 'Консултант на гише'),
    roles: ['front-desk'],
    holders: [the('front-desk', 1), the('front-desk', 2)],
  },
  {
    key: 'accountant',
    unit: 'finance',
    names: named('Chief accountant', 'Galvenais grāmatvedis', 'Vyriausiasis buhalteris', 'Главен счетоводител'),
    roles: ['finance'],
    holders: [the('finance', 1)],
  },
  {
    key: 'counsel',
    unit: 'office',
    names: named('Legal counsel', 'Juriskonsults', 'Juriskonsultas', 'Юрисконсулт'),
    roles: ['lawyer', 'appeal-reviewer'],
    holders: [the('lawyer', 1), the('lawyer', 2)],
  },
];

/** Roles beside the first one, in a unit or from a day on (days from now). */
export const demoRoles: readonly {
  readonly who: DemoPlace;
  readonly role: RoleKey;
  readonly unit?: string;
  readonly from?: number;
  readonly to?: number;
}[] = [
  { who: the('lawyer', 1), role: 'appeal-reviewer' },
  { who: the('case-handler', 1), role: 'expert', unit: 'permits' },
  { who: the('front-desk', 2), role: 'case-handler', unit: 'desk', from: 21 },
  { who: the('quality-coordinator', 1), role: 'self-assessment-member' },
  { who: the('department-head', 1), role: 'implementing-unit-head', from: -60, to: 25 },
  { who: the('quality-coordinator', 2), role: 'internal-auditor', from: -20, to: 40 },
];

/** A pair of the institution's own, and who holds both roles nevertheless. */
export const demoPair = {
  a: 'quality-coordinator',
  b: 'internal-auditor',
  reason: named(
    'Whoever coordinates the self-assessment should not audit it.',
    'Kas koordinē pašnovērtējumu, to neauditē.',
    'Kas koordinuoja įsivertinimą, neturėtų jo audituoti.',
    'Който координира самооценката, не бива да я одитира.',
  ),
  nevertheless: the('quality-coordinator', 2),
  because: named(
    'Until the second auditor is back from leave.',
    'Līdz otrā auditore atgriežas no atvaļinājuma.',
    'Kol antroji auditorė grįš iš atostogų.',
    'Докато втората одиторка се върне от отпуск.',
  ),
} as const;

/** A hard pair that refused somebody a role. */
export const demoRefusal = {
  a: 'internal-auditor',
  b: 'management-representative',
  who: the('internal-auditor', 2),
  role: 'management-representative',
} as const;

/** Programs that act for an administrator; nobody knows the tokens themselves. Days are counted from now. */
export const demoTokens: readonly {
  readonly name: Names;
  readonly scopes: readonly TokenScope[];
  readonly until: number;
  readonly used: boolean;
}[] = [
  {
    name: named('Document management system', 'Dokumentu vadības sistēma', 'Dokumentų valdymo sistema', 'Деловодна система'),
    scopes: ['tasks:read', 'cases:read', 'cases:write'],
    until: 240,
    used: true,
  },
  {
    name: named('Monthly figures', 'Mēneša pārskats', 'Mėnesio ataskaita', 'Месечна справка'),
    scopes: ['cases:read'],
    until: 20,
    used: false,
  },
];

/** The first role of these people is limited to a unit. */
export const demoUnitsOfRoles: readonly { readonly who: DemoPlace; readonly unit: string }[] = [
  { who: the('department-head', 1), unit: 'building' },
  { who: the('department-head', 2), unit: 'office' },
  { who: the('expert', 1), unit: 'building' },
];

/** Whose only role has just ended: somebody without any duty. */
export const demoWithoutDuty = the('survey-analyst', 2);

/** Away from and to (days from now), whoever stands in. */
export const demoAbsences: readonly {
  readonly who: DemoPlace;
  readonly by: DemoPlace | null;
  readonly from: number;
  readonly to: number;
  readonly kind: 'leave' | 'business-trip' | 'training' | 'other';
}[] = [
  { who: the('decision-maker', 1), by: the('decision-maker', 2), from: -3, to: 6, kind: 'leave' },
  { who: the('lawyer', 2), by: null, from: -1, to: 4, kind: 'other' },
  { who: the('case-handler', 2), by: the('case-handler', 1), from: 5, to: 19, kind: 'leave' },
  { who: the('lean-facilitator', 1), by: the('lean-facilitator', 2), from: 12, to: 14, kind: 'training' },
  { who: the('service-manager', 1), by: the('service-manager', 2), from: 2, to: 3, kind: 'business-trip' },
];

/** Required of their role, and not on record. */
export const demoGaps: readonly { readonly who: DemoPlace; readonly competence: string }[] = [
  { who: the('front-desk', 2), competence: 'data-protection' },
  { who: the('survey-analyst', 1), competence: 'measurement' },
  { who: the('implementing-unit-head', 2), competence: 'leadership' },
];

/** Who has not said yet that they know their duties. */
export const demoUnacknowledged: readonly DemoPlace[] = [the('finance', 2), the('expert', 2), the('case-handler', 2)];

export const demoOrganisations: Readonly<Record<number, string>> = {
  1: 'SIA Mežaparka arboristi',
  2: 'Reģionālais kompetenču centrs',
  3: 'UAB Žalioji linija',
  4: 'Regioninis kompetencijų centras',
};

/** What the office has changed in the shipped descriptions: one better, one still without a part. */
export const demoChanges: readonly {
  readonly role: RoleKey;
  readonly note: Names;
  readonly conditions?: Names;
  readonly empties?: 'subordination';
}[] = [
  {
    role: 'front-desk',
    note: named(
      'Saturday hours added',
      'Pievienots darbs sestdienās',
      'Papildyta darbu šeštadieniais',
      'Добавена работа в събота',
    ),
    conditions: named(
      'Uses personal data only for the task at hand and keeps it confidential. Works one Saturday a month.',
      'Personas datus izmanto tikai uzdevuma izpildei un neizpauž. Vienu sestdienu mēnesī strādā.',
      'Asmens duomenis naudoja tik užduočiai atlikti ir jų neatskleidžia. Vieną šeštadienį per mėnesį dirba.',
      'Използва лични данни само за конкретната задача и ги пази в тайна. Работи една събота в месеца.',
    ),
  },
  {
    role: 'survey-analyst',
    note: named(
      'To be placed in the new structure',
      'Vieta jaunajā struktūrā vēl jānosaka',
      'Vieta naujoje struktūroje dar nenustatyta',
      'Мястото в новата структура предстои да се определи',
    ),
    empties: 'subordination',
  },
];
