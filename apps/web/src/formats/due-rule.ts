import { CalendarError, nationalProcedures, parseTerm } from '@gaita/calendar';
import type { Country, Term } from '@gaita/calendar';

/** A due rule as far as a reader is told of it. Without a term: the institution's own procedure, or no rule of the calendar. */
export interface DueRule {
  readonly legal: boolean;
  readonly term?: Term;
}

const LEGAL = /^legal:\s*/i;

/** Reads a due rule of a model; the term of a procedure is the one in force in the country on `day` (YYYY-MM-DD). */
export function readDueRule(rule: string, country: Country, day: string): DueRule {
  const text = rule.trim();
  if (!LEGAL.test(text)) return { legal: false, term: readTerm(text) };
  const procedure = text.replace(LEGAL, '');
  const inForce = nationalProcedures(country).find(
    (line) => line.procedure === procedure && line.validFrom <= day && (line.validTo === undefined || day <= line.validTo),
  );
  return { legal: true, term: inForce && readTerm(inForce.term) };
}

function readTerm(text: string): Term | undefined {
  try {
    return parseTerm(text, 'due rule');
  } catch (error) {
    if (error instanceof CalendarError) return undefined;
    throw error;
  }
}
