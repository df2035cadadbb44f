import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProcedureRule } from './index.ts';
import { CalendarError, createCalendar, nationalProcedures } from './index.ts';
import { addMonths, dayNumber, formatDay } from './local-date.ts';

const latvia = createCalendar({ country: 'LV', movedDays: true });
const lithuania = createCalendar({ country: 'LT', movedDays: true });
const bulgaria = createCalendar({ country: 'BG', movedDays: true });
const calendars = [latvia, lithuania, bulgaria];

const permit: ProcedureRule = {
  country: 'LV',
  procedure: 'permit-tree-felling',
  validFrom: '2019-01-01',
  term: '10 working days',
  act: 'Saistošie noteikumi Nr. 1',
  article: '12. punkts',
  evidence: 'institution',
  checked: true,
};

describe('legal deadlines', () => {
  it('a Latvian submission is answered in one month before March 2026, in ten working days since', () => {
    expect(latvia.legalDeadline('submission-reply', '2026-02-27')).toMatchObject({
      date: '2026-03-27',
      rule: '1 month',
      ruleSet: 'LV/submission-reply/2008-01-01',
    });
    expect(latvia.legalDeadline('submission-reply', '2026-03-02')).toMatchObject({
      date: '2026-03-16',
      rule: '10 working days',
      legalBasis: 'Iesniegumu likums, 5. pants',
      ruleSet: 'LV/submission-reply/2026-03-01',
    });
  });

  it.each([
    ['LV', 'submission-forward', '2026-02-27', '7 working days'],
    ['LV', 'submission-forward', '2026-03-01', '5 working days'],
    ['LV', 'administrative-act', '2026-03-02', '1 month'],
    ['LV', 'supplement', '2026-03-02', '10 working days'],
    ['LV', 'contest', '2026-03-02', '1 month'],
    ['LT', 'application', '2026-03-02', '20 working days'],
    ['LT', 'submission-forward', '2026-03-02', '5 working days'],
    ['LT', 'forward-notice', '2026-03-02', '3 working days'],
    ['LT', 'complaint', '2026-03-02', '20 working days'],
    ['BG', 'administrative-act', '2026-03-02', '14 days'],
  ])('%s %s received on %s: %s', (country, procedure, from, term) => {
    const calendar = calendars.find((candidate) => candidate.country === country)!;
    expect(calendar.legalDeadline(procedure, from).rule).toBe(term);
  });

  it('tell by how much and until when a term may be extended', () => {
    const extension = (country: 'LV' | 'LT', procedure: string): unknown =>
      nationalProcedures(country)
        .filter((rule) => rule.procedure === procedure)
        .at(-1)?.extension;
    expect(extension('LV', 'submission-reply')).toMatchObject({ term: '1 month', countedFrom: 'receipt' });
    expect(extension('LV', 'administrative-act')).toMatchObject({ term: '4 months', countedFrom: 'receipt' });
    expect(extension('LT', 'application')).toMatchObject({ term: '20 working days', countedFrom: 'end of term' });
    expect(extension('LT', 'complaint')).toMatchObject({ term: '10 working days', countedFrom: 'end of term' });
  });

  it('procedures that shared models name exist in every country', () => {
    for (const procedure of ['administrative-act', 'submission-reply', 'supplement', 'contest']) {
      for (const calendar of calendars) expect(calendar.legalDeadline(procedure, '2026-03-02').ruleSet).toBeDefined();
    }
  });

  it('every shipped line can be applied, names its act, and is not called checked before a jurist has read it', () => {
    for (const calendar of calendars) {
      for (const rule of nationalProcedures(calendar.country)) {
        const deadline = calendar.legalDeadline(rule.procedure, rule.validFrom);
        expect(deadline.ruleSet).toBe(`${rule.country}/${rule.procedure}/${rule.validFrom}`);
        expect(deadline.date > rule.validFrom).toBe(true);
        expect(rule.act).not.toBe('');
        expect(rule.checked).toBe(false);
      }
    }
  });

  it('of an unknown procedure are refused with the known ones', () => {
    const ask = (procedure: string) => (): unknown => bulgaria.legalDeadline(procedure, '2026-03-02');
    expect(ask('divorce')).toThrow(CalendarError);
    expect(ask('divorce')).toThrow(
      'The procedure "divorce" has no rule set (legal deadlines of BG). Use one of administrative-act, application, contest',
    );
    for (const name of ['__proto__', 'constructor', '']) expect(ask(name)).toThrow('has no rule set');
  });

  it('before the first line of a procedure are refused', () => {
    expect(() => latvia.legalDeadline('contest', '2004-01-31')).toThrow('has no rule for receipt on 2004-01-31');
  });
});

describe('rule sets of an institution', () => {
  const withRules = (...procedures: ProcedureRule[]) => createCalendar({ country: 'LV', movedDays: true, procedures });

  it('add procedures, by version', () => {
    const calendar = withRules(permit, { ...permit, validFrom: '2026-06-01', term: 'P5WD' });
    expect(calendar.legalDeadline('permit-tree-felling', '2026-05-29')).toMatchObject({
      date: '2026-06-12',
      legalBasis: 'Saistošie noteikumi Nr. 1, 12. punkts',
      ruleSet: 'LV/permit-tree-felling/2019-01-01',
    });
    expect(calendar.legalDeadline('permit-tree-felling', '2026-06-01').ruleSet).toBe('LV/permit-tree-felling/2026-06-01');
  });

  it("win over the country's while they are valid", () => {
    const calendar = withRules({ ...permit, procedure: 'submission-reply', term: '5 working days', validTo: '2026-12-31' });
    expect(calendar.legalDeadline('submission-reply', '2026-12-31').rule).toBe('5 working days');
    expect(calendar.legalDeadline('submission-reply', '2027-01-01').rule).toBe('10 working days');
    expect(latvia.legalDeadline('submission-reply', '2026-12-31').rule).toBe('10 working days');
  });

  it('of another country do not count', () => {
    expect(() => withRules({ ...permit, country: 'LT' }).legalDeadline('permit-tree-felling', '2026-05-29')).toThrow(
      'no rule set',
    );
  });

  it('given twice for one version are refused', () => {
    const line = 'The rule set LV/permit-tree-felling/2019-01-01 is given twice';
    expect(() => withRules(permit, { ...permit, term: '1 month' })).toThrow(line);
  });

  it.each([
    [{ term: 'soon' }, '"soon" is no deadline rule (rule set "permit-tree-felling" of LV, term)'],
    [{ validFrom: '2026-02-30' }, '"2026-02-30" is no calendar day'],
    [{ validTo: 'never' }, '"never" is no calendar day'],
    [{ procedure: 'Tree felling' }, '"Tree felling" is no key of a procedure'],
    [{ extension: { term: 'later', countedFrom: 'receipt', ground: '' } as const }, '"later" is no deadline rule'],
  ])('that cannot be read are refused at once: %j', (wrong, message) => {
    expect(() => withRules({ ...permit, ...wrong })).toThrow(message);
  });
});

describe('deadline rules of models', () => {
  const from = latvia.startOfDay('2026-03-02') + 9 * 3_600_000;

  it.each([
    ['10 working days', '2026-03-16'],
    ['1 working day', '2026-03-03'],
    ['P10WD', '2026-03-16'],
    ['14 days', '2026-03-16'],
    ['1 day', '2026-03-03'],
    ['2 weeks', '2026-03-16'],
    ['1 week', '2026-03-09'],
    ['1 month', '2026-04-02'],
    ['3 months', '2026-06-02'],
    ['1 year', '2027-03-02'],
    ['P14D', '2026-03-16'],
    ['P2W', '2026-03-16'],
    ['P1M', '2026-04-02'],
    ['P1M10D', '2026-04-13'],
    ['P1Y', '2027-03-02'],
    ['  10  Working   Days ', '2026-03-16'],
    ['legal: submission-reply', '2026-03-16'],
    ['Legal:administrative-act', '2026-04-02'],
  ])('"%s" from 2 March 2026 ends on %s', (rule, date) => {
    const deadline = latvia.deadline(rule, from);
    expect(deadline.date).toBe(date);
    expect(deadline.dueAt).toBe(latvia.endOfDay(date));
  });

  it.each([
    ['soon', '"soon" is no deadline rule (deadline). Write for example "10 working days"'],
    ['', 'is no deadline rule'],
    ['-1 days', 'is no deadline rule'],
    ['1.5 days', 'is no deadline rule'],
    ['PT4H', 'is no deadline rule'],
    ['P', 'is no deadline rule'],
    ['P1D2W', 'is no deadline rule'],
    ['10 working days x', 'is no deadline rule'],
    ['0 days', 'is a term of no days'],
    ['P0D', 'is a term of no days'],
    ['0 working days', 'is a term of no days'],
    ['10000 working days', 'is longer than any term'],
    ['101 years', 'is longer than any term'],
    ['legal: ', 'The procedure "" has no rule set'],
    ['legal: legal: contest', 'The procedure "legal: contest" has no rule set'],
  ])('"%s" is refused', (rule, message) => {
    expect(() => latvia.deadline(rule, from)).toThrow(CalendarError);
    expect(() => latvia.deadline(rule, from)).toThrow(message);
  });

  it('are refused with a short sentence even when they are long, and soon', () => {
    const refuse = (rule: string): string => {
      try {
        return latvia.deadline(rule, from).date;
      } catch (error) {
        return (error as CalendarError).message;
      }
    };
    expect(refuse('9'.repeat(1_000_000)).length).toBeLessThan(300);
    expect(refuse(`legal: a${' '.repeat(1_000_000)}b`).length).toBeLessThan(300);
  });

  it('say from which day a term was rolled, and only then', () => {
    expect(latvia.deadline('P1M', latvia.startOfDay('2026-01-31'))).toEqual({
      date: '2026-03-02',
      dueAt: latvia.endOfDay('2026-03-02'),
      rule: 'P1M',
      rolledFrom: '2026-02-28',
    });
    expect(latvia.deadline('14 days', from)).not.toHaveProperty('rolledFrom');
  });

  it('count from the day on the clocks of the institution, not of Greenwich', () => {
    const lateInRiga = Date.UTC(2026, 2, 2, 22, 30);
    expect(latvia.deadline('1 day', lateInRiga).date).toBe('2026-03-04');
  });

  it('always end on a working day, never before the term is over, with nothing but days off in between', () => {
    const anyDay = fc.integer({ min: dayNumber(2000, 1, 1), max: dayNumber(2090, 1, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...calendars), anyDay, fc.nat(24), fc.nat(60), (calendar, day, months, days) => {
        fc.pre(months + days > 0);
        const start = calendar.startOfDay(formatDay(day));
        const end = formatDay(addMonths(day, months) + days);
        const deadline = calendar.deadline(`P${months}M${days}D`, start);
        expect(calendar.isWorkingDay(deadline.date)).toBe(true);
        expect(deadline.rolledFrom ?? deadline.date).toBe(end);
        expect(calendar.workingDaysBetween(end, deadline.date)).toBe(deadline.date === end ? 0 : 1);
      }),
    );
  });
});
