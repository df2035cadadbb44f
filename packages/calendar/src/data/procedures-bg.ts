import type { ProcedureRule } from './procedure-rule.ts';

const CODE = 'Административнопроцесуален кодекс';

const act = {
  country: 'BG',
  validFrom: '2006-07-12',
  term: '14 days',
  act: CODE,
  article: 'чл. 57',
  note: 'Silence until the end of the term counts as refusal (art. 58).',
  evidence: 'general-knowledge',
  checked: false,
} as const;

/** Bulgaria: terms of the Administrative Procedure Code run in calendar days. */
export const proceduresBg: readonly ProcedureRule[] = [
  { ...act, procedure: 'administrative-act' },
  { ...act, procedure: 'application' },
  { ...act, procedure: 'submission-reply' },
  {
    country: 'BG',
    procedure: 'supplement',
    validFrom: '2006-07-12',
    term: '3 days',
    act: CODE,
    article: 'чл. 30, ал. 2',
    evidence: 'general-knowledge',
    checked: false,
  },
  {
    country: 'BG',
    procedure: 'contest',
    validFrom: '2006-07-12',
    term: '14 days',
    act: CODE,
    article: 'чл. 84, ал. 1',
    evidence: 'general-knowledge',
    checked: false,
  },
];
