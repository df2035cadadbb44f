import type { Language, RoleKey } from '@gaita/contracts';

type Names = Readonly<Record<Language, string>>;
const named = (en: string, lv: string, lt: string, bg: string): Names => ({ en, lv, lt, bg });

/** Competences that every institution has to choose from. The names in lv, lt and bg have not been read by native speakers. */
export const shippedCompetences = {
  'administrative-procedure': named(
    'Administrative procedure',
    'Administratīvais process',
    'Administracinė procedūra',
    'Административно производство',
  ),
  'customer-service': named('Customer service', 'Klientu apkalpošana', 'Klientų aptarnavimas', 'Обслужване на клиенти'),
  'plain-language': named('Plain language', 'Skaidra valoda', 'Aiški kalba', 'Ясен език'),
  'data-protection': named('Data protection', 'Datu aizsardzība', 'Duomenų apsauga', 'Защита на данните'),
  'information-security': named(
    'Information security',
    'Informācijas drošība',
    'Informacijos saugumas',
    'Информационна сигурност',
  ),
  'domain-law': named('Law of the field', 'Nozares tiesības', 'Srities teisė', 'Право в областта'),
  'legal-drafting': named('Legal drafting', 'Tiesību aktu izstrāde', 'Teisės aktų rengimas', 'Изготвяне на актове'),
  budgeting: named('Budgeting', 'Budžeta plānošana', 'Biudžeto planavimas', 'Бюджетиране'),
  strategy: named('Strategy', 'Stratēģija', 'Strategija', 'Стратегия'),
  leadership: named('Leading people', 'Cilvēku vadīšana', 'Vadovavimas žmonėms', 'Ръководене на хора'),
  'process-modelling': named(
    'Process modelling (BPMN)',
    'Procesu modelēšana (BPMN)',
    'Procesų modeliavimas (BPMN)',
    'Моделиране на процеси (BPMN)',
  ),
  'iso-20000': named('ISO/IEC 20000-1', 'ISO/IEC 20000-1', 'ISO/IEC 20000-1', 'ISO/IEC 20000-1'),
  measurement: named('Measurement', 'Mērīšana', 'Matavimas', 'Измерване'),
  lean: named('Lean methods', 'Lean metodes', 'LEAN metodai', 'Lean методи'),
  statistics: named('Basics of statistics', 'Statistikas pamati', 'Statistikos pagrindai', 'Основи на статистиката'),
  caf: named('CAF training', 'CAF mācības', 'BVM mokymai', 'Обучение по CAF'),
  audit: named('Internal audit', 'Iekšējais audits', 'Vidaus auditas', 'Вътрешен одит'),
  'labour-law': named('Labour law', 'Darba tiesības', 'Darbo teisė', 'Трудово право'),
} as const satisfies Readonly<Record<string, Names>>;

type CompetenceKey = keyof typeof shippedCompetences;

/** What a role asks for until an institution says otherwise. */
export const shippedRequirements: Readonly<Record<RoleKey, readonly CompetenceKey[]>> = {
  'top-management': ['strategy', 'budgeting'],
  'management-representative': ['iso-20000', 'measurement'],
  'service-portfolio-manager': ['strategy', 'budgeting'],
  'service-manager': ['domain-law', 'process-modelling'],
  'developing-unit-head': ['leadership', 'process-modelling'],
  'implementing-unit-head': ['leadership'],
  'front-desk': ['customer-service', 'plain-language', 'data-protection'],
  'case-handler': ['administrative-procedure', 'domain-law'],
  expert: ['domain-law'],
  'decision-maker': ['administrative-procedure'],
  'appeal-reviewer': ['administrative-procedure', 'legal-drafting'],
  lawyer: ['legal-drafting', 'administrative-procedure'],
  finance: ['budgeting'],
  'personnel-manager': ['labour-law'],
  'lean-facilitator': ['lean', 'process-modelling', 'statistics'],
  'quality-coordinator': ['caf'],
  'self-assessment-member': ['caf'],
  'survey-analyst': ['statistics', 'measurement'],
  'department-head': ['leadership', 'administrative-procedure'],
  'data-protection-officer': ['data-protection', 'information-security'],
  'internal-auditor': ['audit'],
  partner: ['data-protection'],
  administrator: ['information-security'],
};
