import { CalendarError, quote } from './calendar-error.ts';
import type { Country, LocalDate } from './calendar.ts';
import type { ProcedureRule } from './data/procedure-rule.ts';
import { proceduresBg } from './data/procedures-bg.ts';
import { proceduresLt } from './data/procedures-lt.ts';
import { proceduresLv } from './data/procedures-lv.ts';
import { parseDay } from './local-date.ts';
import { parseTerm } from './term.ts';

const national: Readonly<Record<Country, readonly ProcedureRule[]>> = { LV: proceduresLv, LT: proceduresLt, BG: proceduresBg };

/** The rule sets that ship for a country, every version. None is checked by a jurist unless its line says so. */
export function nationalProcedures(country: Country): readonly ProcedureRule[] {
  return national[country];
}

/** Gives the line of a procedure for a day of receipt. Throws CalendarError for an unknown procedure or a day before its first line. */
export type FindProcedure = (procedure: string, receivedOn: LocalDate) => ProcedureRule;

/**
 * Looks procedures up among the institution's own rule sets first, then among those of the country.
 * Throws CalendarError for an own rule set that cannot be read.
 */
export function procedureFinder(country: Country, own: readonly ProcedureRule[]): FindProcedure {
  own.forEach(checkRule);
  checkDoubles(own);
  const ownByKey = newestFirstByKey(own.filter((rule) => rule.country === country));
  const nationalByKey = newestFirstByKey(national[country]);
  return (procedure, receivedOn) => {
    const lines = [...(ownByKey.get(procedure) ?? []), ...(nationalByKey.get(procedure) ?? [])];
    const valid = lines.find(
      (rule) => rule.validFrom <= receivedOn && (rule.validTo === undefined || receivedOn <= rule.validTo),
    );
    if (valid) return valid;
    if (lines.length > 0) {
      throw new CalendarError(
        `The procedure ${quote(procedure)} has no rule for receipt on ${receivedOn}`,
        `legal deadlines of ${country}`,
        'Add a rule set whose validity covers that day.',
      );
    }
    const known = [...new Set([...ownByKey.keys(), ...nationalByKey.keys()])].sort();
    throw new CalendarError(
      `The procedure ${quote(procedure)} has no rule set`,
      `legal deadlines of ${country}`,
      `Use one of ${known.join(', ')}, or add a rule set for it.`,
    );
  };
}

function newestFirstByKey(rules: readonly ProcedureRule[]): Map<string, ProcedureRule[]> {
  const byKey = new Map<string, ProcedureRule[]>();
  for (const rule of rules.toSorted((a, b) => b.validFrom.localeCompare(a.validFrom))) {
    const lines = byKey.get(rule.procedure);
    if (lines) lines.push(rule);
    else byKey.set(rule.procedure, [rule]);
  }
  return byKey;
}

function checkRule(rule: ProcedureRule): void {
  const where = `rule set ${quote(rule.procedure)} of ${rule.country}`;
  if (!/^[a-z][a-z0-9-]*$/.test(rule.procedure)) {
    throw new CalendarError(
      `${quote(rule.procedure)} is no key of a procedure`,
      where,
      'Use lower-case letters, digits and hyphens.',
    );
  }
  parseDay(rule.validFrom, `${where}, validFrom`);
  if (rule.validTo !== undefined) parseDay(rule.validTo, `${where}, validTo`);
  parseTerm(rule.term, `${where}, term`);
  if (rule.extension) parseTerm(rule.extension.term, `${where}, extension`);
}

function checkDoubles(rules: readonly ProcedureRule[]): void {
  const seen = new Set<string>();
  for (const { country, procedure, validFrom } of rules) {
    const line = `${country}/${procedure}/${validFrom}`;
    if (seen.has(line)) {
      throw new CalendarError(
        `The rule set ${line} is given twice`,
        'createCalendar, procedures',
        'Keep one line for each version.',
      );
    }
    seen.add(line);
  }
}
