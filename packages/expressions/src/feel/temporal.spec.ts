import { describe, expect, it } from '@jest/globals';
import { createCalendar } from '@gaita/calendar';
import type { Json } from '@gaita/contracts';
import { compileExpression } from '../compile-expression.ts';
import { inRiga, variables } from '../testing/context.ts';
import { ExpressionError } from '../types.ts';

const lookup = variables({ day: '2026-01-15', moment: '2026-01-15T22:30:00Z', local: '2026-01-15T23:30:00', word: 'soon' });
const feel = (source: string): Json => compileExpression(source, 'feel').evaluate(lookup, inRiga);

describe('dates and durations', () => {
  it.each<[string, Json]>([
    ['today()', '2026-01-16'],
    ['now()', '2026-01-16T00:30:00+02:00'],
    ['for x in [1] return today()', ['2026-01-16']],
    ['for x in [1] return now()', ['2026-01-16T00:30:00+02:00']],
    ['date(day)', '2026-01-15'],
    ['date and time("2026-07-01T10:00:00@Europe/Riga")', '2026-07-01T10:00:00+03:00'],
    ['date and time(moment)', '2026-01-15T22:30:00Z'],
    ['time("10:00:00")', '10:00:00'],
    ['time("10:00:00@Asia/Kolkata")', '10:00:00+05:30'],
    ['duration("P1Y2M")', 'P1Y2M'],
    ['years and months duration(date("2024-01-15"), date(day))', 'P2Y'],
  ])('%s comes back as ISO 8601: %j', (source, expected) => expect(feel(source)).toEqual(expected));

  it.each<[string, Json]>([
    ['date(day) < today()', true],
    ['date(day) = date("2026-01-15")', true],
    ['date(day) + duration("P1D") = today()', true],
    ['today() - date(day)', 'P1D'],
    ['date("2026-03-31") - duration("P1M")', '2026-02-28'],
    ['duration("P1M") + date("2026-01-31")', '2026-02-28'],
    ['date("2026-01-31") + duration("PT25H")', '2026-02-01'],
    ['date("2026-01-31") * duration("P1D")', null],
    ['duration("P1D") + duration("PT12H")', 'P1DT12H'],
    ['today().year * 100 + today().month', 202601],
    ['date(day) in [date("2026-01-01")..@"2026-01-31"]', true],
    ['duration("PT90M") > duration("PT1H")', true],
    ['duration("PT60M") = duration("PT1H")', true],
    ['date(day) < now()', null],
    ['day of week(today())', 'Friday'],
  ])('%s gives %j', (source, expected) => expect(feel(source)).toEqual(expected));
});

describe('working days in an expression', () => {
  it.each<[string, Json]>([
    ['add working days(day, 10)', '2026-01-29'],
    ['add working days(from: day, n: 10)', '2026-01-29'],
    ['add working days(date(day), 1)', '2026-01-16'],
    ['add working days(day, -1)', '2026-01-14'],
    ['add working days(moment, 1)', '2026-01-19'],
    ['add working days(local, 1)', '2026-01-16'],
    ['add working days(now(), 1)', '2026-01-19'],
    ['for n in [1, 2] return add working days(from: day, n: n)', ['2026-01-16', '2026-01-19']],
    ['add working days(day, 2) + duration("P1D")', '2026-01-20'],
    ['add working days(day, 2) > today()', true],
    ['working days between(day, "2026-02-01")', 11],
    ['working days between(a: day, b: add working days(day, 7))', 7],
    ['some n in [3] satisfies working days between(day, add working days(day, n)) = n', true],
    ['legal deadline("administrative-act", day) > today()', true],
    ['add working days(word, 1)', null],
    ['add working days(day, 1.5)', null],
    ['add working days(missing, 1)', null],
    ['working days between(day, word)', null],
    ['legal deadline("administrative-act", missing)', null],
  ])('%s gives %j', (source, expected) => expect(feel(source)).toEqual(expected));

  it('counts by the calendar of the institution', () => {
    const bulgaria = { ...inRiga, calendar: createCalendar({ country: 'BG', movedDays: true }) };
    const expression = compileExpression('add working days("2026-03-02", 1)', 'feel');
    expect(expression.evaluate(lookup, inRiga)).toBe('2026-03-03');
    expect(expression.evaluate(lookup, bulgaria)).toBe('2026-03-04');
  });

  it.each(['legal deadline("tea", day)', 'for x in [day] return legal deadline("tea", x)'])(
    '%s fails: there is no such procedure',
    (source) => {
      expect(() => feel(source)).toThrow(ExpressionError);
      expect(() => feel(source)).toThrow('"tea"');
    },
  );
});
