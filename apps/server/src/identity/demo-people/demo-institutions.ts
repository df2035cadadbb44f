import type { RoleKey } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import { administratorName, latvianNames, lithuanianNames } from '../data/demo-names.ts';
import type { InstitutionRow } from '../tables.ts';

/** Two invented authorities: a municipality in Latvia, which is the default one, and one in Lithuania. */
export const demoInstitutions: readonly Omit<InstitutionRow, 'revision'>[] = [
  {
    id: 'dzelmes-novads',
    name: 'Dzelmes novada pašvaldība',
    country: 'LV',
    zone: 'Europe/Riga',
    language: 'lv',
    movedDays: true,
    position: 1,
  },
  {
    id: 'gilvyciu-rajonas',
    name: 'Gilvyčių rajono savivaldybė',
    country: 'LT',
    zone: 'Europe/Vilnius',
    language: 'lt',
    movedDays: true,
    position: 2,
  },
];

const namesByInstitution = [latvianNames, lithuanianNames];

/** How many people of each institution hold a role. */
const headcount = (role: RoleKey): number => (role === 'top-management' ? 1 : role === 'self-assessment-member' ? 10 : 2);

export interface DemoPerson {
  readonly account: string;
  readonly name: string;
  readonly institution: string;
  readonly language: InstitutionRow['language'];
  readonly roles: readonly { readonly role: RoleKey; readonly institution: string }[];
}

/** Accounts are role key and number; the second institution goes on counting where the first one stopped. */
export function demoPeople(): DemoPerson[] {
  const [home] = demoInstitutions;
  const people = demoInstitutions.flatMap(({ id, language }, at) => {
    const names = (namesByInstitution[at] ?? [])[Symbol.iterator]();
    return roleKeys.flatMap((role) =>
      Array.from({ length: headcount(role) }, (_, nth) => ({
        account: `${role}-${at * headcount(role) + nth + 1}`,
        name: names.next().value ?? role,
        institution: id,
        language,
        roles: [{ role, institution: id }],
      })),
    );
  });
  const administrator: DemoPerson = {
    account: 'admin',
    name: administratorName,
    institution: home!.id,
    language: home!.language,
    roles: demoInstitutions.map(({ id }) => ({ role: 'administrator', institution: id })),
  };
  return [...people, administrator];
}
