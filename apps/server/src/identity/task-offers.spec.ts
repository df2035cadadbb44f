import { describe, expect, it } from '@jest/globals';
import type { Actor, ActorRole } from './actor.ts';
import { administers, seesInstitution, systemActor } from './actor.ts';
import { accountsOf, isOfferedTo, keepsHolding, workedFor } from './task-offers.ts';

const home = 'home';
const bob = { account: 'bob', name: 'Bob', until: 9 };
const role = (key: string, more: Partial<ActorRole> = {}): ActorRole => ({ role: key, institution: home, ...more });
const ann = (...roles: ActorRole[]): Actor => ({
  ...systemActor,
  ...{ account: 'ann', institution: home, signedInBy: 'session' },
  roles,
  standsInFor: [bob],
});
const task = (more: { users?: string[]; groups?: string[]; unit?: string | null; assignee?: string | null } = {}) => ({
  institution: home,
  unit: more.unit ?? null,
  candidateUsers: more.users ?? [],
  candidateGroups: more.groups ?? ['expert'],
  assignee: more.assignee ?? null,
});

describe('Work that is done for somebody', () => {
  it('is what that person holds', () => {
    expect(workedFor(ann(role('expert')), task({ assignee: 'bob' }))).toBe(bob);
    expect(workedFor(ann(role('expert')), task({ assignee: 'ann' }))).toBeUndefined();
    expect(workedFor(ann(role('expert')), task({ assignee: 'cid' }))).toBeUndefined();
  });

  it('is what is offered only by that person’s name or role', () => {
    const byRole = ann(role('expert', { standsInFor: 'bob' }));
    expect(workedFor(byRole, task())).toBe(bob);
    expect(workedFor(byRole, task({ groups: ['accounting'] }))).toBeUndefined();
    expect(workedFor(ann(), task({ users: ['bob'] }))).toBe(bob);
    expect(workedFor(ann(), task({ users: ['cid'] }))).toBeUndefined();
    expect(workedFor(ann(role('expert'), role('expert', { standsInFor: 'bob' })), task())).toBeUndefined();
    expect(workedFor(ann(), task({ users: ['ann', 'bob'] }))).toBeUndefined();
  });

  it('counts accounts and roles as one’s own, the other’s, or both', () => {
    const both = ann(role('expert', { standsInFor: 'bob' }));
    expect([accountsOf(both), accountsOf(both, 'own'), accountsOf(both, 'substitute')]).toEqual([
      ['ann', 'bob'],
      ['ann'],
      ['bob'],
    ]);
    const offered = (as: 'own' | 'substitute' | 'any') => isOfferedTo(both, task(), as);
    expect([offered('own'), offered('substitute'), offered('any')]).toEqual([false, true, true]);
  });
});

describe('A task that somebody holds', () => {
  it('is lost with the role for which it is, but not by whom the model named', () => {
    const held = { ...task({ assignee: 'ann' }), named: null };
    expect(keepsHolding(ann(role('expert')), held)).toBe(true);
    expect(keepsHolding(ann(role('accounting')), held)).toBe(false);
    expect(keepsHolding(ann(role('expert', { institution: 'other' })), held)).toBe(false);
    expect(keepsHolding(ann(role('expert', { unit: 'u1', within: ['u1'] })), { ...held, unit: 'u2' })).toBe(false);
    expect(keepsHolding(ann(), { ...held, named: 'ann' })).toBe(true);
    expect(keepsHolding(ann(), { ...held, named: 'bob' })).toBe(false);
    expect(keepsHolding(ann(), { ...held, candidateGroups: ['group-of-elsewhere'] })).toBe(true);
  });
});

describe('An institution', () => {
  it('concerns its own people, everybody where it is shared, and the system always', () => {
    const there = { ...ann(), institutions: [home] };
    expect([home, 'shared', 'other'].map((each) => seesInstitution(there, each))).toEqual([true, true, false]);
    expect(seesInstitution(systemActor, 'other')).toBe(true);
  });

  it('is administered by who administers all of it; what is shared by the administrators of any, and all by the system', () => {
    const of = (...roles: ActorRole[]) => ({
      ...ann(...roles),
      isAdministrator: roles.some(({ role: key }) => key === 'administrator'),
    });
    const places = (actor: Actor) => [home, 'other', 'shared'].map((each) => administers(actor, each));
    expect(places(of(role('administrator')))).toEqual([true, false, true]);
    expect(places(of(role('administrator', { unit: 'u1', within: ['u1'] })))).toEqual([false, false, true]);
    expect(places(of(role('expert')))).toEqual([false, false, false]);
    expect(places(systemActor)).toEqual([true, true, true]);
  });
});
