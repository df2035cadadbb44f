import type { Country, LocalDate } from '../local-day.ts';

/** How a term may be lengthened. Information for people: a process decides whether and when. */
export interface Extension {
  /** The added term, or the whole term counted from receipt. */
  readonly term: string;
  readonly countedFrom: 'end of term' | 'receipt';
  /** When it is allowed. */
  readonly ground: string;
  /** Who must be told, and by when. */
  readonly notice?: string;
}

/**
 * The legal term of one procedure in one country from one day on. A procedure has a line for each version of its law;
 * a case keeps the line that was valid on the day of receipt.
 */
export interface ProcedureRule {
  readonly country: Country;
  /** Lower case and hyphens: `submission-reply`; models write `legal: submission-reply`. */
  readonly procedure: string;
  /** First day of receipt to which the line applies. */
  readonly validFrom: LocalDate;
  /** Last day of receipt to which it applies; absent: until the next line of the procedure. */
  readonly validTo?: LocalDate;
  /** `10 working days`, `14 days`, `1 month`, or an ISO 8601 duration. */
  readonly term: string;
  readonly act: string;
  readonly article: string;
  readonly extension?: Extension;
  readonly note?: string;
  /** `source`: the term was read in a published source. `general-knowledge`: it was not; look it up before relying on it. */
  readonly evidence: 'source' | 'general-knowledge' | 'institution';
  /** Has a jurist confirmed term, act and article? */
  readonly checked: boolean;
}
