import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { startDatabaseSystem } from '../../../../test/support/databases.ts';
import { systemActor } from './actor.ts';
import { Calendars } from './calendars.ts';
import { DemoPeople } from './demo-people/seed-demo-people.ts';
import { Institutions } from './institutions.ts';
import { PeopleDirectory } from './people-directory.ts';
import { People } from './people.ts';
import { institutionTable } from './tables.ts';
import type { IdentityApp } from './testing/identity-app.ts';
import { startIdentity } from './testing/identity-app.ts';

describe('The institutions', () => {
  let system: DatabaseSystem;
  let identity: IdentityApp;
  let institutions: Institutions;

  beforeAll(async () => {
    system = await startDatabaseSystem('SQLite');
    identity = await startIdentity(await system.newConfig());
    await identity.get(DemoPeople).seed();
    institutions = identity.get(Institutions);
  });
  afterAll(async () => {
    await identity.close();
    await system.stop();
  });
  const actorOf = async (account: string) => {
    const people = identity.get(People);
    return people.actorOf((await people.byAccount(account))!, 'basic');
  };

  it('hide the default one and what is shared from Camunda’s tenants', async () => {
    expect(await institutions.tenantOf('shared')).toBeNull();
    expect(await institutions.tenantOf('dzelmes-novads')).toBeNull();
    expect(await institutions.tenantOf('gilvyciu-rajonas')).toBe('gilvyciu-rajonas');
  });

  it('take a new instance: the one named, else the starter’s, else the definition’s, else the default one', async () => {
    const starter = await actorOf('front-desk-3');
    const named = 'dzelmes-novads';
    expect(await institutions.ofNewInstance({ named, starter, definition: 'shared' })).toBe('dzelmes-novads');
    expect(await institutions.ofNewInstance({ starter, definition: 'shared' })).toBe('gilvyciu-rajonas');
    expect(await institutions.ofNewInstance({ starter: systemActor, definition: 'gilvyciu-rajonas' })).toBe('gilvyciu-rajonas');
    expect(await institutions.ofNewInstance({ definition: 'shared' })).toBe('dzelmes-novads');
  });

  it('put the administrator’s own institution first', async () => {
    const admin = await actorOf('admin');
    expect(admin.institutions).toEqual(['dzelmes-novads', 'gilvyciu-rajonas']);
    expect(await institutions.ofNewInstance({ starter: admin, definition: 'shared' })).toBe('dzelmes-novads');
  });

  it('have calendars of their countries', async () => {
    const calendars = identity.get(Calendars);
    const independenceOfLatvia = '2026-11-18';
    expect((await calendars.of('dzelmes-novads')).isWorkingDay(independenceOfLatvia)).toBe(false);
    expect((await calendars.of('gilvyciu-rajonas')).isWorkingDay(independenceOfLatvia)).toBe(true);
    expect(await calendars.of('shared')).toBe(await calendars.of('dzelmes-novads'));
  });

  it('have another calendar when they stop taking over moved days', async () => {
    const calendars = identity.get(Calendars);
    const movedDay = '2026-01-02';
    expect((await calendars.of('dzelmes-novads')).isWorkingDay(movedDay)).toBe(false);
    await identity.change((changes) => changes.update(institutionTable, 'dzelmes-novads', { movedDays: false, revision: 2 }));
    identity.clock.advance(6_000);
    expect((await calendars.of('dzelmes-novads')).isWorkingDay(movedDay)).toBe(true);
  });

  it('tell who holds a role there, and names for display', async () => {
    const directory = identity.get(PeopleDirectory);
    const holders = await directory.holdersOf('lawyer', 'gilvyciu-rajonas');
    expect(holders.map(({ account }) => account)).toEqual(['lawyer-3', 'lawyer-4']);
    expect(holders[0]).toMatchObject({ email: 'lawyer-3@example.org', language: 'lt' });
    expect(await directory.holdersOf('lawyer', 'nowhere')).toEqual([]);
    const names = await directory.namesOf(['admin', 'nobody']);
    expect([...names]).toEqual([['admin', 'Reinis Vēveris']]);
    expect((await directory.findAddressee('lawyer-1'))?.email).toBe('lawyer-1@example.org');
    expect(await directory.findAddressee('nobody')).toBeUndefined();
  });
});
