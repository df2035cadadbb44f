import { describe, expect, it } from '@jest/globals';
import type { RoleKey } from '@gaita/contracts';
import { firstViewsOf } from './first-views.ts';

const held = (...roles: RoleKey[]) => ({ roles: roles.map((role) => ({ role, institution: 'a' })) });

describe('what opens first', () => {
  it('follows the role', () => {
    expect(firstViewsOf(held('case-handler'))).toEqual(['/work']);
    expect(firstViewsOf(held('department-head'))).toEqual(['/work?view=team']);
    expect(firstViewsOf(held('administrator'))).toEqual(['/ops']);
    expect(firstViewsOf(held('department-head', 'implementing-unit-head'))).toEqual(['/work?view=team']);
    expect(firstViewsOf(held())).toEqual(['/work']);
  });

  it('is the choice of who holds roles that begin in different places', () => {
    expect(firstViewsOf(held('decision-maker', 'case-handler'))).toEqual(['/work']);
    expect(firstViewsOf(held('personnel-manager', 'case-handler'))).toEqual(['/people/matrix', '/work']);
  });

  it('asks nobody because of the roles of the person whom they stand in for', () => {
    const roles = [
      { role: 'case-handler' as const, institution: 'a' },
      { role: 'department-head' as const, institution: 'a', standsInFor: 'head-1' },
    ];
    expect(firstViewsOf({ roles })).toEqual(['/work']);
  });
});
