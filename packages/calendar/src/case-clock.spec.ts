import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import golden from './testing/golden-deadlines.json' with { type: 'json' };
import { addDays, createCalendar, dayAtPart, exceptionalDays, nationalProcedures, readClock } from './index.ts';
import type { ClockAct, ClockRule, Country } from './index.ts';

const calendars = {
  LV: createCalendar({ country: 'LV', movedDays: true }),
  LT: createCalendar({ country: 'LT', movedDays: true }),
  BG: createCalendar({ country: 'BG', movedDays: true }),
};
const municipality = createCalendar({ country: 'LV', movedDays: false });
const rule = (country: Country, procedure: string, day: string): ClockRule => calendars[country].procedure(procedure, day);

describe('the clock of a case', () => {
  it.each(golden.deadlines)('ends on the golden day: $country, received on $from, $term', (each) => {
    const calendar = each.institution === 'municipality' ? municipality : calendars[each.country as Country];
    expect(readClock(calendar, { term: each.term }, each.from, [], each.from).due).toBe(each.due);
  });

  it('runs across the change of clocks and the end of the year by days alone', () => {
    const lt = rule('LT', 'application', '2026-12-18');
    expect(readClock(calendars.LT, lt, '2026-12-18', [], '2026-12-18')).toMatchObject({
      due: '2027-01-20',
      unit: 'working day',
      used: 0,
      left: 20,
    });
    // Clocks change on 29 March 2026 in Riga.
    expect(readClock(calendars.LV, { term: '10 working days' }, '2026-03-27', [], '2026-03-31')).toMatchObject({
      used: 2,
      left: 8,
      due: '2026-04-14',
    });
  });

  it('says how the last day came about', () => {
    const reading = readClock(calendars.BG, rule('BG', 'administrative-act', '2026-05-11'), '2026-05-11', [], '2026-05-12');
    expect(reading).toMatchObject({ due: '2026-05-26', rolledFrom: '2026-05-25', unit: 'day', used: 1, left: 14 });
    expect(exceptionalDays(calendars.BG, '2026-05-11', '2026-05-26').free).toEqual(['2026-05-25']);
    expect(exceptionalDays(calendars.LV, '2026-01-09', '2026-01-20').worked).toEqual(['2026-01-17']);
  });

  it('stands still while the applicant supplies what is missing', () => {
    const stop: ClockAct[] = [{ kind: 'stopped', on: '2026-06-03', by: 'supplement' }];
    const of = (acts: ClockAct[], day: string) => readClock(calendars.LV, { term: '10 working days' }, '2026-06-01', acts, day);
    expect(of(stop, '2026-06-03')).toMatchObject({ state: 'stopped', used: 2, left: 8, stops: [{ from: '2026-06-03' }] });
    expect(of(stop, '2026-06-17')).toMatchObject({ state: 'stopped', used: 2, left: 8 });
    const resumed = of([...stop, { kind: 'resumed', on: '2026-06-17', by: 'supplement' }], '2026-06-17');
    expect(resumed).toMatchObject({ state: 'running', used: 2, left: 8, stops: [{ from: '2026-06-03', to: '2026-06-17' }] });
  });

  it('stands still as long as one of two reasons lasts', () => {
    const acts: ClockAct[] = [
      { kind: 'stopped', on: '2026-06-03', by: 'a' },
      { kind: 'stopped', on: '2026-06-04', by: 'b' },
      { kind: 'resumed', on: '2026-06-05', by: 'a' },
    ];
    const of = (more: ClockAct[]) => readClock(calendars.LV, { term: '1 month' }, '2026-06-01', [...acts, ...more], '2026-06-10');
    expect(of([]).state).toBe('stopped');
    expect(of([{ kind: 'resumed', on: '2026-06-08', by: 'b' }])).toMatchObject({
      state: 'running',
      due: '2026-07-06',
      stops: [{ from: '2026-06-03', to: '2026-06-08' }],
    });
  });

  it('is extended up to the limit of its rule set, which moves with the stops', () => {
    const lv = rule('LV', 'administrative-act', '2026-06-01');
    expect(readClock(calendars.LV, lv, '2026-06-01', [], '2026-06-10')).toMatchObject({
      due: '2026-07-01',
      latest: '2026-10-01',
    });
    const acts: ClockAct[] = [
      { kind: 'stopped', on: '2026-06-10', by: 'x' },
      { kind: 'resumed', on: '2026-06-17', by: 'x' },
      { kind: 'extended', on: '2026-06-20', until: '2026-09-01' },
    ];
    expect(readClock(calendars.LV, lv, '2026-06-01', acts, '2026-06-20')).toMatchObject({
      due: '2026-09-01',
      latest: '2026-10-08',
      extended: true,
    });
    const bg = rule('BG', 'administrative-act', '2026-06-01');
    expect(readClock(calendars.BG, bg, '2026-06-01', [], '2026-06-01').latest).toBeUndefined();
  });

  it('a stop after the last day brings nothing back', () => {
    const acts: ClockAct[] = [
      { kind: 'stopped', on: '2026-07-10', by: 'x' },
      { kind: 'resumed', on: '2026-07-20', by: 'x' },
    ];
    const reading = readClock(calendars.LV, { term: '1 month' }, '2026-06-01', acts, '2026-07-21');
    expect(reading.due).toBe('2026-07-01');
    expect(reading.left).toBeLessThan(0);
  });

  it('is over on the Saturday after a last day on Friday', () => {
    const on = (today: string) => readClock(calendars.LV, { term: '15 working days' }, '2022-01-01', [], today);
    expect([on('2022-01-21').due, on('2022-01-21').left]).toEqual(['2022-01-21', 0]);
    expect([on('2022-01-22').left, on('2022-01-24').left, on('2022-01-25').left]).toEqual([-1, -1, -2]);
  });

  const day = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2022-01-01', n));
  const term = fc.oneof(
    fc.integer({ min: 1, max: 60 }).map((n) => `${n} working days`),
    fc.integer({ min: 1, max: 90 }).map((n) => `${n} days`),
    fc.integer({ min: 1, max: 6 }).map((n) => `${n} months`),
  );
  const country = fc.constantFrom<Country>('LV', 'LT', 'BG');
  const length = fc.integer({ min: 0, max: 200 });

  it('a stop that is resumed keeps the days that were left, whenever it falls', () => {
    fc.assert(
      fc.property(country, term, day, length, length, (country, term, receivedOn, after, stood) => {
        const calendar = calendars[country];
        const from = addDays(receivedOn, after);
        const to = addDays(from, stood);
        const before = readClock(calendar, { term }, receivedOn, [], from);
        fc.pre(before.left >= 0);
        const acts: ClockAct[] = [
          { kind: 'stopped', on: from, by: 'x' },
          { kind: 'resumed', on: to, by: 'x' },
        ];
        const resumed = readClock(calendar, { term }, receivedOn, acts, to);
        const waiting = readClock(calendar, { term }, receivedOn, acts.slice(0, 1), to);
        expect(resumed.used).toBe(before.used);
        expect([waiting.due, waiting.left, waiting.used]).toEqual([resumed.due, resumed.left, resumed.used]);
        if (before.unit === 'working day')
          expect(resumed.left).toBe(before.left === 0 && !calendar.isWorkingDay(to) ? 1 : before.left);
        else {
          const raw = (reading: typeof before, on: string) => Date.parse(reading.rolledFrom ?? reading.due) - Date.parse(on);
          expect(raw(resumed, to)).toBe(raw(before, from));
        }
        expect(calendar.isWorkingDay(resumed.due)).toBe(true);
      }),
    );
  });

  it('reaches its parts in order, each on the first day on which so much has passed', () => {
    fc.assert(
      fc.property(country, term, day, (country, term, receivedOn) => {
        const calendar = calendars[country];
        const now = readClock(calendar, { term }, receivedOn, [], receivedOn);
        const [half, most] = [0.5, 0.8].map((part) => dayAtPart(calendar, now, receivedOn, part)) as [string, string];
        expect(half <= most && most <= now.due).toBe(true);
        const passed = (on: string) => {
          const { used, left } = readClock(calendar, { term }, receivedOn, [], on);
          return used / (used + left);
        };
        expect(passed(half)).toBeGreaterThanOrEqual(0.5);
        expect(passed(addDays(half, -1))).toBeLessThan(0.5);
      }),
    );
  });

  it('knows every rule set that ships', () => {
    for (const country of ['LV', 'LT', 'BG'] as const)
      for (const each of nationalProcedures(country)) {
        const reading = readClock(calendars[country], each, '2026-06-01', [], '2026-06-01');
        expect(reading.left).toBeGreaterThan(0);
        if (reading.latest !== undefined) expect(reading.latest > reading.due).toBe(true);
      }
  });
});
