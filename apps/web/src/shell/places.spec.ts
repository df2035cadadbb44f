import { describe, expect, it } from '@jest/globals';
import type { Place } from './places.ts';
import { mayEnter, placeAt } from './places.ts';

const work: Place = { to: '/work', text: 'work', also: ['/tasks'] };
const cases: Place = { to: '/cases', text: 'cases', roles: ['case-handler'] };
const repairs: Place = { to: '/cases/repairs', text: 'processes', roles: ['administrator'], outsideHeader: true };
const all = [work, cases, repairs];
const clerk = { roles: [{ role: 'case-handler' as const, institution: 'a' }] };

describe('places', () => {
  it('finds the place of an address, the nearest where one lies in another', () => {
    expect(placeAt('/tasks/1', all)).toBe(work);
    expect(placeAt('/cases/1', all)).toBe(cases);
    expect(placeAt('/cases/repairs/1', all)).toBe(repairs);
    expect(placeAt('/casesandmore', all)).toBeUndefined();
  });

  it('lets in whoever holds one of its roles, and everybody where it names none', () => {
    expect(all.map((place) => mayEnter(clerk, place))).toEqual([true, true, false]);
    expect(mayEnter({ roles: [] }, cases)).toBe(false);
  });
});
