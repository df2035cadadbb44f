import type { ProcedureRule } from './procedure-rule.ts';

const ADMINISTRATION = 'Viešojo administravimo įstatymas';
const RULES = 'Prašymų ir skundų nagrinėjimo taisyklės';

const application = {
  country: 'LT',
  validFrom: '2015-01-01',
  term: '20 working days',
  act: `${ADMINISTRATION}; ${RULES}`,
  article: 'prašymų nagrinėjimo terminas',
  extension: {
    term: '20 working days',
    countedFrom: 'end of term',
    ground: 'the application cannot be examined in time for reasons beyond the institution',
    notice: 'the applicant, by the next working day after the decision to extend',
  },
  evidence: 'source',
  checked: false,
} as const;

/** Lithuania. The sources are of 2015 and later; the article numbers have changed with the wording of the law and are left out. */
export const proceduresLt: readonly ProcedureRule[] = [
  { ...application, procedure: 'application' },
  { ...application, procedure: 'administrative-act', note: 'The term of an application.' },
  { ...application, procedure: 'submission-reply', note: 'The term of an application.' },
  {
    country: 'LT',
    procedure: 'submission-forward',
    validFrom: '2015-01-01',
    term: '5 working days',
    act: RULES,
    article: 'persiuntimas pagal kompetenciją',
    evidence: 'source',
    checked: false,
  },
  {
    country: 'LT',
    procedure: 'forward-notice',
    validFrom: '2015-01-01',
    term: '3 working days',
    act: RULES,
    article: 'pranešimas apie persiuntimą',
    note: 'Counted from the day on which the application was forwarded.',
    evidence: 'source',
    checked: false,
  },
  {
    country: 'LT',
    procedure: 'complaint',
    validFrom: '2015-01-01',
    term: '20 working days',
    act: ADMINISTRATION,
    article: 'administracinės procedūros trukmė',
    extension: {
      term: '10 working days',
      countedFrom: 'end of term',
      ground: 'the administrative procedure cannot be completed in time for objective reasons',
    },
    evidence: 'source',
    checked: false,
  },
  {
    country: 'LT',
    procedure: 'supplement',
    validFrom: '2015-01-01',
    term: '5 working days',
    act: RULES,
    article: 'trūkstamos informacijos pateikimas',
    note: 'The institution sets the term. A bill that allows only one request was before parliament; its outcome was not checked.',
    evidence: 'general-knowledge',
    checked: false,
  },
  {
    country: 'LT',
    procedure: 'contest',
    validFrom: '2015-01-01',
    term: '1 month',
    act: 'Administracinių bylų teisenos įstatymas',
    article: 'skundo padavimo terminas',
    evidence: 'general-knowledge',
    checked: false,
  },
];
