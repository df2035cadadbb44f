import type { Language, RoleKey } from '@gaita/contracts';

/**
 * The registry of roles: what a person can hold and a model can name. The names in Latvian, Lithuanian and Bulgarian have
 * not been read by native speakers yet (`unchecked`).
 */
export const uncheckedLanguages: readonly Language[] = ['lv', 'lt', 'bg'];

export const roleNames: Readonly<Record<RoleKey, Readonly<Record<Language, string>>>> = {
  'top-management': {
    en: 'Top management',
    lv: 'Iestādes vadītājs',
    lt: 'Įstaigos vadovas',
    bg: 'Висше ръководство',
  },
  'management-representative': {
    en: 'Representative of management for the SMS',
    lv: 'Vadības pārstāvis pakalpojumu pārvaldības sistēmai',
    lt: 'Vadovybės atstovas paslaugų valdymo sistemai',
    bg: 'Представител на ръководството за СУУ',
  },
  'service-portfolio-manager': {
    en: 'Service portfolio manager',
    lv: 'Pakalpojumu kopuma vadītājs',
    lt: 'Paslaugų portfelio vadovas',
    bg: 'Ръководител на портфейла от услуги',
  },
  'service-manager': {
    en: 'Service manager (owner of an individual service)',
    lv: 'Pakalpojuma vadītājs',
    lt: 'Paslaugos vadovas',
    bg: 'Отговорник за отделна услуга',
  },
  'developing-unit-head': {
    en: 'Head of developing unit',
    lv: 'Pakalpojuma izstrādātājs',
    lt: 'Paslaugos kūrėjas',
    bg: 'Ръководител на звено разработчик',
  },
  'implementing-unit-head': {
    en: 'Head of implementing unit',
    lv: 'Pakalpojuma ieviesējs',
    lt: 'Paslaugos diegėjas',
    bg: 'Ръководител на звено внедрител',
  },
  'front-desk': {
    en: 'Customer service specialist',
    lv: 'Klientu apkalpošanas speciālists',
    lt: '„Vieno langelio“ specialistas',
    bg: 'Служител „Едно гише“',
  },
  'case-handler': {
    en: 'Case handler',
    lv: 'Lietas izpildītājs',
    lt: 'Paslaugos teikėjas',
    bg: 'Изпълнител по преписката',
  },
  expert: {
    en: 'Expert',
    lv: 'Eksperts',
    lt: 'Ekspertas',
    bg: 'Експерт',
  },
  'decision-maker': {
    en: 'Decision-maker',
    lv: 'Lēmuma pieņēmējs',
    lt: 'Sprendimą priimantis pareigūnas',
    bg: 'Решаващ орган',
  },
  'appeal-reviewer': {
    en: 'Appeal reviewer',
    lv: 'Apstrīdējuma izskatītājs',
    lt: 'Skundų nagrinėtojas',
    bg: 'Орган по оспорването',
  },
  lawyer: {
    en: 'Lawyer',
    lv: 'Jurists',
    lt: 'Teisininkas',
    bg: 'Юрист',
  },
  finance: {
    en: 'Finance department',
    lv: 'Finanšu nodaļa',
    lt: 'Finansų skyrius',
    bg: 'Финансов отдел',
  },
  'personnel-manager': {
    en: 'Personnel manager',
    lv: 'Personāla vadītājs',
    lt: 'Personalo specialistas',
    bg: 'Специалист човешки ресурси',
  },
  'lean-facilitator': {
    en: 'Lean facilitator',
    lv: 'Lean fasilitators',
    lt: 'LEAN fasilitatorius',
    bg: 'Lean фасилитатор',
  },
  'quality-coordinator': {
    en: 'Quality (CAF) coordinator',
    lv: 'Kvalitātes (CAF) koordinators',
    lt: 'Kokybės (BVM) koordinatorius',
    bg: 'Координатор по качеството (CAF)',
  },
  'self-assessment-member': {
    en: 'Self-assessment group member',
    lv: 'Pašnovērtējuma grupas dalībnieks',
    lt: 'Įsivertinimo grupės narys',
    bg: 'Член на групата за самооценка',
  },
  'survey-analyst': {
    en: 'Survey analyst',
    lv: 'Aptaujas analītiķis',
    lt: 'Apklausos analitikas',
    bg: 'Анализатор на проучвания',
  },
  'department-head': {
    en: 'Department head',
    lv: 'Struktūrvienības vadītājs',
    lt: 'Skyriaus vedėjas',
    bg: 'Ръководител на звено',
  },
  'data-protection-officer': {
    en: 'Data protection officer',
    lv: 'Datu aizsardzības speciālists',
    lt: 'Duomenų apsaugos pareigūnas',
    bg: 'Длъжностно лице по защита на данните',
  },
  'internal-auditor': {
    en: 'Internal auditor',
    lv: 'Iekšējais auditors',
    lt: 'Vidaus auditorius',
    bg: 'Вътрешен одитор',
  },
  partner: {
    en: 'Partner / competence centre',
    lv: 'Partneris / kompetenču centrs',
    lt: 'Partneris / kompetencijų centras',
    bg: 'Партньор / център за компетентност',
  },
  administrator: {
    en: 'Platform administrator',
    lv: 'Sistēmas administrators',
    lt: 'Sistemos administratorius',
    bg: 'Системен администратор',
  },
};
