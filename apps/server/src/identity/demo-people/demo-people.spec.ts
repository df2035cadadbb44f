import { describe, expect, it } from '@jest/globals';
import { roleKeys } from '@gaita/contracts';
import type { Config } from '../../platform/config.ts';
import { DemoAccountsController } from './demo-accounts.controller.ts';
import { demoInstitutions, demoPeople } from './demo-institutions.ts';

const accountsOf = (institution: string, role: string) =>
  demoPeople()
    .filter((person) => person.institution === institution && person.account !== 'admin' && person.roles[0]?.role === role)
    .map(({ account }) => account);

describe('The demo people', () => {
  const [first, second] = demoInstitutions.map(({ id }) => id) as [string, string];

  it('are two for each role in the default institution, numbered 1 and 2', () => {
    for (const role of roleKeys.filter((key) => key !== 'top-management' && key !== 'self-assessment-member')) {
      expect(accountsOf(first, role)).toEqual([`${role}-1`, `${role}-2`]);
      expect(accountsOf(second, role)).toEqual([`${role}-3`, `${role}-4`]);
    }
  });

  it('are one head and ten members of the self-assessment group in each', () => {
    expect(accountsOf(first, 'top-management')).toEqual(['top-management-1']);
    expect(accountsOf(second, 'top-management')).toEqual(['top-management-2']);
    expect(accountsOf(first, 'self-assessment-member')).toHaveLength(10);
    expect(accountsOf(first, 'self-assessment-member').at(-1)).toBe('self-assessment-member-10');
    expect(accountsOf(second, 'self-assessment-member')[0]).toBe('self-assessment-member-11');
    expect(accountsOf(second, 'self-assessment-member').at(-1)).toBe('self-assessment-member-20');
  });

  it('have an administrator of both, who belongs to the default one', () => {
    const admin = demoPeople().find(({ account }) => account === 'admin');
    expect(admin).toMatchObject({ institution: first, roles: [{ institution: first }, { institution: second }] });
  });

  it('belong to two invented authorities, the Latvian one the default', () => {
    expect(demoInstitutions).toEqual([
      {
        ...{ id: 'dzelmes-novads', name: 'Dzelmes novada pašvaldība', country: 'LV', zone: 'Europe/Riga', language: 'lv' },
        ...{ movedDays: true, position: 1 },
      },
      {
        ...{ id: 'gilvyciu-rajonas', name: 'Gilvyčių rajono savivaldybė', country: 'LT', zone: 'Europe/Vilnius', language: 'lt' },
        ...{ movedDays: true, position: 2 },
      },
    ]);
  });

  it('have names of their country in the order of the roles, speak its language and hold one role there', () => {
    const people = demoPeople();
    expect(people).toHaveLength(2 * (1 + 10 + 2 * (roleKeys.length - 2)) + 1);
    expect(people[0]).toEqual({
      ...{ account: 'top-management-1', name: 'Ilze Kalniņa', institution: first, language: 'lv' },
      roles: [{ role: 'top-management', institution: first }],
    });
    expect(people.find(({ institution }) => institution === second)).toEqual({
      ...{ account: 'top-management-2', name: 'Rasa Kazlauskienė', institution: second, language: 'lt' },
      roles: [{ role: 'top-management', institution: second }],
    });
    expect(people.at(-1)).toEqual({
      ...{ account: 'admin', name: 'Reinis Vēveris', institution: first, language: 'lv' },
      roles: [first, second].map((institution) => ({ role: 'administrator', institution })),
    });
    expect(people.filter(({ name, roles }) => name === roles[0]!.role || !/^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u.test(name))).toEqual([]);
  });

  it('have different names and accounts', () => {
    const people = demoPeople();
    expect(new Set(people.map(({ account }) => account)).size).toBe(people.length);
    expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
  });

  it('are offered for signing in where they are, one of each role and the administrator; production offers none', () => {
    const offered = (mode: Config['mode']) => new DemoAccountsController({ mode } as Config).list();
    const accounts = offered('demo') as { account: string; institution: string }[];
    expect(accounts.map(({ account }) => account)).toEqual(
      expect.arrayContaining(['admin', 'case-handler-1', 'top-management-1', 'partner-1']),
    );
    expect(accounts).toHaveLength(roleKeys.length + 1);
    expect(new Set(accounts.map(({ institution }) => institution))).toEqual(new Set([demoInstitutions[0]!.name]));
    expect(accounts[0]).toEqual({ account: 'top-management-1', name: 'Ilze Kalniņa', institution: demoInstitutions[0]!.name });
    expect(offered('production')).toMatchObject({
      ...{ rejected: true, code: 'not-found', message: 'Sample accounts exist in demo mode only.' },
    });
  });
});
