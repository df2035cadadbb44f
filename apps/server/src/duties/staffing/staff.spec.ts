import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Slot, Staffing } from './staff.ts';
import { unstaffable } from './staff.ts';

const roles = ['a', 'b', 'c', 'd'];
const people = ['p', 'q', 'r'];

/** Every way to give the slots to people, one after the other. */
function canBeStaffed({ slots, candidates, excludes }: Staffing, among: readonly Slot[]): boolean {
  const choose = (index: number, chosen: readonly string[]): boolean => {
    if (index === among.length) return true;
    return [...candidates(among[index]!)].some((person) => {
      const clashes = among
        .slice(0, index)
        .some(
          (other, earlier) =>
            chosen[earlier] === person &&
            ((other.signs && among[index]!.signs && other.taskId === among[index]!.taskId) ||
              other.roles.some((one) => among[index]!.roles.some((two) => excludes(one, two)))),
        );
      return !clashes && choose(index + 1, [...chosen, person]);
    });
  };
  return slots.length >= 0 && choose(0, []);
}

/** Every set of tasks that may be done together, and of each whether it can be staffed. */
function everyCaseCanBeStaffed(staffing: Staffing): boolean {
  const { slots, together } = staffing;
  for (let set = 1; set < 2 ** slots.length; set++) {
    const chosen = slots.filter((_, index) => set & (1 << index));
    const isCase = chosen.every((one, i) => chosen.slice(i + 1).every((other) => together(one.taskId, other.taskId)));
    if (isCase && !canBeStaffed(staffing, chosen)) return false;
  }
  return true;
}

const staffings = fc
  .record({
    slots: fc.array(
      fc.record({
        taskId: fc.constantFrom('t1', 't2', 't3', 't4'),
        roles: fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1, maxLength: 2 }),
        signs: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    held: fc.array(fc.subarray(people), { minLength: roles.length, maxLength: roles.length }),
    pairs: fc.uniqueArray(fc.constantFrom('a b', 'b c', 'a d', 'c d'), { maxLength: 4 }),
    apart: fc.uniqueArray(fc.constantFrom('t1 t2', 't1 t3', 't2 t3', 't3 t4', 't1 t4'), { maxLength: 5 }),
  })
  .map(({ slots, held, pairs, apart }): Staffing => {
    const isPair = (list: readonly string[], one: string, other: string) =>
      list.includes(`${one} ${other}`) || list.includes(`${other} ${one}`);
    return {
      slots,
      candidates: (slot) => new Set(slot.roles.flatMap((role) => held[roles.indexOf(role)]!)),
      excludes: (one, other) => isPair(pairs, one, other),
      together: (one, other) => !isPair(apart, one, other),
    };
  });

describe('Staffing', () => {
  it('is found possible or not as by trying every person for every task of every case', () => {
    fc.assert(
      fc.property(staffings, (staffing) => {
        expect(unstaffable(staffing) === undefined).toBe(everyCaseCanBeStaffed(staffing));
      }),
      { numRuns: 2_000 },
    );
  });

  it('names no more than what cannot be staffed together', () => {
    fc.assert(
      fc.property(staffings, (staffing) => {
        const found = unstaffable(staffing);
        fc.pre(Array.isArray(found));
        const slots = found as readonly Slot[];
        expect(canBeStaffed(staffing, slots)).toBe(false);
        for (const slot of slots)
          expect(
            canBeStaffed(
              staffing,
              slots.filter((other) => other !== slot),
            ),
          ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('of many tasks and many people is said at once', () => {
    const slots = Array.from({ length: 2_000 }, (_, n) => ({ taskId: `t${n}`, roles: [roles[n % 4]!], signs: false }));
    const staffing: Staffing = {
      slots,
      candidates: (slot) => new Set(people.map((person) => `${person}-${slot.roles[0]}`)),
      excludes: (one, other) => one !== other,
      together: () => true,
    };
    expect(unstaffable(staffing)).toBeUndefined();
  });
});
