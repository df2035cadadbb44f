/** Role keys of the registry, as models and the interface use them. */
export const roleKeys = [
  'top-management',
  'management-representative',
  'service-portfolio-manager',
  'service-manager',
  'developing-unit-head',
  'implementing-unit-head',
  'front-desk',
  'case-handler',
  'expert',
  'decision-maker',
  'appeal-reviewer',
  'lawyer',
  'finance',
  'personnel-manager',
  'lean-facilitator',
  'quality-coordinator',
  'self-assessment-member',
  'survey-analyst',
  'department-head',
  'data-protection-officer',
  'internal-auditor',
  'partner',
  'administrator',
] as const;
export type RoleKey = (typeof roleKeys)[number];

/** Languages of the interface and of the shipped processes. */
export const languages = ['en', 'lv', 'lt', 'bg'] as const;
export type Language = (typeof languages)[number];
