import { describe, expect, it } from '@jest/globals';
import { id as idColumn, table } from '../database/table.ts';
import type { Guard } from '../write-plan.ts';
import { notThere } from '../write-plan.ts';
import { asksForTime, guardGroups, holds } from './check-guards.ts';
import { guardKey } from './encode-plan.ts';
import type { EncodedPlan } from './encode-plan.ts';

const [cases, people] = [table('cases', { id: idColumn() }), table('people', { id: idColumn() })];
const guard = (id: string, more: Partial<Guard> = {}): Guard => ({ table: cases, id, revision: 1, mode: 'write', ...more });
const plan = (...guards: Guard[]) => ({ guards }) as unknown as EncodedPlan;

describe('The guards of plans that are committed together', () => {
  it('are locked in one order, whatever the plans’ own: two committers never wait for each other', () => {
    const groups = guardGroups([
      plan(guard('c'), guard('p2', { table: people, mode: 'rely' })),
      plan(guard('a'), guard('p1', { table: people, mode: 'rely' }), guard('b')),
    ]);
    expect(groups.map(({ table: { name }, mode, ids }) => [name, mode, ids])).toEqual([
      ['cases', 'write', ['a', 'b', 'c']],
      ['people', 'rely', ['p1', 'p2']],
    ]);
  });

  it('are locked once for a row, for writing where one of them writes', () => {
    const relied = guard('a', { mode: 'rely' });
    for (const plans of [
      [plan(relied), plan(guard('a'))],
      [plan(guard('a')), plan(relied)],
    ])
      expect(guardGroups(plans).map(({ mode, ids }) => [mode, ids])).toEqual([['write', ['a']]]);
    expect(guardGroups([plan(relied), plan(relied)]).map(({ mode, ids }) => [mode, ids])).toEqual([['rely', ['a']]]);
  });

  it('hold where each row has the revision that was read, and no moment is still to come', () => {
    const found = new Map([[guardKey(guard('a')), 1]]);
    expect(holds(plan(guard('a')), found)).toBe(true);
    expect(holds(plan(guard('a', { revision: 2 })), found)).toBe(false);
    expect(holds(plan(guard('a'), guard('b')), found)).toBe(false);
    expect(holds(plan(guard('b', { revision: notThere })), found)).toBe(true);
    expect(holds(plan(guard('a', { revision: notThere })), found)).toBe(false);
    const later = plan(guard('a', { notBefore: 50 }));
    expect([holds(later, found, 49), holds(later, found, 50), holds(later, found)]).toEqual([false, true, false]);
    expect([asksForTime(later), asksForTime(plan(guard('a')))]).toEqual([true, false]);
    expect([asksForTime(plan(guard('a'), guard('b', { notBefore: 50 }))), asksForTime(plan())]).toEqual([true, false]);
    expect(holds(plan(guard('a'), guard('a', { notBefore: 50 })), found, 49)).toBe(false);
  });
});
