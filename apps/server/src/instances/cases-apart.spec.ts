import { describe, expect, it } from '@jest/globals';
import { createCalendar } from '@gaita/calendar';
import type { CaseView } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import type { Database } from '../platform/database/database.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { beginErasing, keepingOf, toAddToCase, toHoldCase } from './case-keeping.ts';
import { casesBeginning, casesSaying } from './case-search.ts';
import { searchText, subjectOf } from './case-subject.ts';
import { CaseSummaries } from './case-summaries.ts';
import { dayOfReceipt, refuseReceipt } from './day-of-receipt.ts';
import { Deliveries } from './drain.ts';
import { only } from './own-part-of-case.ts';
import { caseKeepingTable, historyInstanceTable } from './tables.ts';
import { valueAmong } from './value-among.ts';

const actor = {
  institutions: ['town', 'county'],
  roles: [{ institution: 'town', role: 'lawyer' }],
  isPartner: false,
} as unknown as Actor;
const insider = { ...actor, institutions: ['town'] } as Actor;

describe('A case', () => {
  it('is found by its folded number and subject, of which 191 characters count', () => {
    expect(searchText('Ā-17', 'Žoga  būve')).toBe('a-17 zoga buve');
    expect(searchText(null)).toBe('');
    expect(searchText('K'.repeat(300))).toBe('k'.repeat(191));
  });

  it('is about the first of the values that says something', () => {
    expect(subjectOf({ title: ' Fence ', subject: 'Trees', serviceName: 'Permit' })).toBe('Trees');
    expect(subjectOf({ title: ' Fence ', subject: '  ', serviceName: 'Permit' })).toBe('Fence');
    expect(subjectOf({ subject: 5, serviceName: 'Permit' })).toBe('Permit');
    expect(subjectOf({ other: 'Trees' })).toBeUndefined();
  });

  it('is looked for by words as they are written, in part only by its number', () => {
    expect(casesSaying(insider, '50%_!a')).toEqual({ sql: "search LIKE ? ESCAPE '!'", parameters: ['%50!%!_!!a%'] });
    expect(casesBeginning(insider, 'a_1')).toEqual({ sql: 'search >= ? AND search < ?', parameters: ['a_1', 'a_1\u{ffff}'] });
    const inPart = "(institution NOT IN (?) OR LOWER(business_key) LIKE ? ESCAPE '!')";
    expect(casesSaying(actor, 'a')).toEqual({
      sql: `search LIKE ? ESCAPE '!' AND ${inPart}`,
      parameters: ['%a%', ['county'], '%a%'],
    });
    expect(casesBeginning(actor, 'a_1')).toEqual({
      sql: `search >= ? AND search < ? AND ${inPart}`,
      parameters: ['a_1', 'a_1\u{ffff}', ['county'], 'a!_1%'],
    });
  });

  it('is found by values, of whose texts the index holds forty characters', () => {
    const long = 'ā'.repeat(60);
    expect(valueAmong([long, `${long}b`, 5])).toEqual({
      sql: 'substr(value, 1, 40) IN (?) AND value IN (?)',
      parameters: [
        [`"${'ā'.repeat(39)}`, '5'],
        [`"${long}"`, `"${long}b"`, '5'],
      ],
    });
  });

  it('has in a list what features tell of it, but for who sees only a part', async () => {
    const summaries = new CaseSummaries();
    const item = (id: string, institution: string) => ({ id, institution }) as CaseView;
    const view = { items: [item('one', 'town'), item('two', 'county')], total: 9 };
    expect(await summaries.addTo(actor, view)).toEqual(view);
    const asked: (readonly string[])[] = [];
    summaries.register(async (ids) => (asked.push(ids), new Map([['one', { version: 3 }]])));
    summaries.register(async () => new Map([['one', { processName: 'Permit' }]]));
    expect(await summaries.addTo(actor, view)).toEqual({
      items: [{ ...view.items[0]!, version: 3, processName: 'Permit' }, view.items[1]],
      total: 9,
    });
    expect(asked).toEqual([['one']]);
  });

  it('shows of its values those that one may see', () => {
    expect(only({ a: 1, b: 2 }, new Set(['b', 'c']))).toEqual({ b: 2 });
    expect(only({ a: 1 }, undefined)).toEqual({ a: 1 });
  });

  it('has its deliveries drained by whoever registered, else by nobody', async () => {
    const deliveries = new Deliveries();
    await deliveries.run(['a']);
    const drained: unknown[] = [];
    deliveries.register(async (ids) => void drained.push(ids));
    await deliveries.run(['b']);
    expect(drained).toEqual([['b']]);
  });
});

describe('The day on which something was received', () => {
  const calendar = createCalendar({ country: 'LV', movedDays: false });

  it('is that of a date, or of a moment where the institution is', () => {
    expect(dayOfReceipt('2026-03-02', calendar)).toBe('2026-03-02');
    expect(dayOfReceipt('2026-03-02T22:30:00Z', calendar)).toBe('2026-03-03');
    expect(dayOfReceipt('2026-03-02T12:00:00+02:00', calendar)).toBe('2026-03-02');
    const none = [
      undefined,
      20260302,
      'yesterday',
      '2026-02-30',
      '2026-03-02 or so',
      'on 2026-03-02',
      '02-2026-03-02',
      '12026-03-02',
    ];
    for (const value of none) expect(dayOfReceipt(value, calendar)).toBeUndefined();
    const broken = { ...calendar, startOfDay: () => JSON.parse('?') as number };
    expect(() => dayOfReceipt('2026-03-02', broken)).toThrow(SyntaxError);
  });

  it('is no day to come, in the case itself', () => {
    const model = { term: { received: 'on' } };
    const now = Date.UTC(2026, 2, 2, 9);
    const root = { id: 'case', rootInstanceId: 'case' };
    const refused = (on: string, of: object = root, more: object = { model }, trigger: object = { variables: { on } }) =>
      refuseReceipt(more as never, of as never, trigger as never, calendar, now);
    const message = 'The day of receipt, 2026-03-03, has not come yet.';
    const faults = [{ field: 'on', rule: 'future', message }];
    expect(refused('2026-03-03')).toEqual(rejected('form-invalid', message, { faults }));
    for (const day of ['2026-03-02', '2026-03-01', 'soon']) expect(refused(day)).toBeUndefined();
    expect(refused('2026-03-03', { id: 'called', rootInstanceId: 'case' })).toBeUndefined();
    for (const none of [{ model: {} }, { model: { term: {} } }]) expect(refused('2026-03-03', root, none)).toBeUndefined();
    expect(refused('2026-03-03', root, { model }, { type: 'cancel' })).toBeUndefined();
    expect(refused('', root, { model }, { variables: {} })).toBeUndefined();
  });
});

describe('What is kept of a case', () => {
  const erased = (id: string) =>
    rejected('case-erased', 'The values of this case were erased: nothing is added to it, and it cannot be held.', {
      instanceId: id,
    });
  /** @param keeping the row of the root, where there is one */
  const database = (keeping?: { revision: number; erasingSince: number | null }) => {
    const byId = async (table: unknown, id: string) => {
      if (table === historyInstanceTable) return id === 'called' ? { id, rootInstanceId: 'root' } : undefined;
      return id === 'root' ? keeping : undefined;
    };
    return { reader: { byId } } as unknown as Database;
  };
  const guard = (revision: number, mode: 'write' | 'rely') => ({ table: caseKeepingTable, id: 'root', revision, mode });
  const open = { revision: 4, erasingSince: null };
  const erasing = { revision: 4, erasingSince: 77 };

  it('is added to while nobody erases it', async () => {
    expect(await toAddToCase(database(), 'called')).toEqual(guard(0, 'rely'));
    expect(await toAddToCase(database(open), 'called')).toEqual(guard(4, 'rely'));
    expect(await toAddToCase(database(erasing), 'called')).toEqual(erased('called'));
    expect(await toAddToCase(database(), 'none')).toEqual(
      rejected('instance-unknown', 'No case has the id none.', { instanceId: 'none' }),
    );
  });

  it('is held at a row of its root, as is the beginning of its erasure', async () => {
    const [held, again, none] = [new RowChanges(), new RowChanges(), new RowChanges()];
    expect(await toHoldCase(database(), held, 'root')).toEqual(guard(0, 'write'));
    expect(held.list()).toEqual([
      { op: 'insert', table: caseKeepingTable, row: { id: 'root', erasingSince: null, revision: 1 } },
    ]);
    expect(await toHoldCase(database(open), again, 'root')).toEqual(guard(4, 'write'));
    const set = { erasingSince: null, revision: 5 };
    expect(again.list()).toEqual([{ op: 'update', table: caseKeepingTable, id: 'root', set }]);
    expect(await toHoldCase(database(erasing), none, 'root')).toEqual(erased('root'));
    expect(none.list()).toEqual([]);
    beginErasing(none, await keepingOf(database(open), 'root'), 99);
    expect(none.get(caseKeepingTable, 'root')).toEqual({ erasingSince: 99, revision: 5 });
  });
});
