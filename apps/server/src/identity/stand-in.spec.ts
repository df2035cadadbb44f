import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { passedFrom, passedTo, standInOf } from './stand-in.ts';
import { unitsBelow } from './unit-tree.ts';

let absences = 0;
const away = (personId: string, substituteId: string | null, startsAt = 0, endsAt = 10) => ({
  id: `absence-${++absences}`,
  personId,
  substituteId,
  startsAt,
  endsAt,
});

describe('Who stands in for somebody', () => {
  it('is the substitute, from the first moment of the absence to its last', () => {
    const all = [away('ann', 'bob', 5, 8)];
    expect([4, 5, 7, 8].map((now) => standInOf(all, 'ann', now)?.personId)).toEqual([undefined, 'bob', 'bob', undefined]);
    expect(standInOf(all, 'ann', 5)?.until).toBe(8);
  });

  it('is the substitute of a substitute who is away too, until the first of them is back', () => {
    const all = [away('ann', 'bob', 0, 9), away('bob', 'cid', 2, 6)];
    expect([1, 2, 6].map((now) => standInOf(all, 'ann', now)?.personId)).toEqual(['bob', 'cid', 'bob']);
    expect(standInOf(all, 'ann', 3)?.until).toBe(6);
  });

  it('is nobody where none was named, or where all wait for one another', () => {
    expect(standInOf([away('ann', null)], 'ann', 1)).toBeUndefined();
    expect(standInOf([away('ann', 'bob'), away('bob', null)], 'ann', 1)).toBeUndefined();
    expect(standInOf([away('ann', 'bob'), away('bob', 'cid'), away('cid', 'ann')], 'ann', 1)).toBeUndefined();
    expect(standInOf([away('ann', 'ann')], 'ann', 1)).toBeUndefined();
  });

  it('follows from what was announced last', () => {
    expect(standInOf([away('ann', 'bob'), away('ann', 'cid')], 'ann', 1)?.personId).toBe('cid');
  });

  it('is always somebody who is here, and among those to whom the work may pass', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const absence = fc
      .tuple(person, fc.option(person), fc.nat(9), fc.integer({ min: 1, max: 5 }))
      .map(([of, by, from, long]) => away(of, by, from, from + long));
    fc.assert(
      fc.property(fc.array(absence, { maxLength: 9 }), person, fc.nat(14), (all, of, now) => {
        const found = standInOf(all, of, now);
        if (!found) return;
        expect(found.personId).not.toBe(of);
        expect(all.some(({ personId, startsAt, endsAt }) => personId === found.personId && startsAt <= now && now < endsAt)).toBe(
          false,
        );
        expect(found.until).toBeGreaterThan(now);
        expect(passedTo(all, [of])).toContain(found.personId);
        expect(passedFrom(all, found.personId)).toContain(of);
      }),
    );
  });
});

describe('The units below one', () => {
  it('are those whose parents lead to it, and no tree holds us up', () => {
    const units = [
      { id: 'office', parent: null },
      { id: 'building', parent: 'office' },
      { id: 'permits', parent: 'building' },
      { id: 'school', parent: null },
      { id: 'egg', parent: 'hen' },
      { id: 'hen', parent: 'egg' },
    ];
    expect(unitsBelow(units, 'office').sort()).toEqual(['building', 'office', 'permits']);
    expect(unitsBelow(units, 'permits')).toEqual(['permits']);
    expect(unitsBelow(units, 'egg').sort()).toEqual(['egg', 'hen']);
    expect(unitsBelow(units, 'gone')).toEqual(['gone']);
  });
});
