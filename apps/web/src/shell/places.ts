import type { RoleKey, SessionView } from '@gaita/contracts';

type TextKey = keyof (typeof import('../texts/en.ts').default)['place'];

/** A part of the product with an address of its own; pages below that address belong to it. */
export interface Place {
  readonly to: string;
  /** Key below `place` in the texts. */
  readonly text: TextKey;
  /** Who sees it: holders of one of these roles in any institution. Absent: everybody who is signed in. */
  readonly roles?: readonly RoleKey[];
  /** Who gives the role to somebody who lacks it; `administrator` where nothing is said. */
  readonly grantedBy?: RoleKey;
  /** Other addresses that belong to it: `/tasks` to My work. */
  readonly also?: readonly string[];
  /** Reached from elsewhere, not from the header. */
  readonly outsideHeader?: true;
}

/** Every part, in the order of the header. A new one is a line here and its routes in `routes.tsx`. */
export const places: readonly Place[] = [
  { to: '/work', text: 'work', also: ['/tasks'] },
  { to: '/cases', text: 'cases' },
  { to: '/processes', text: 'processes' },
  { to: '/people', text: 'people' },
  { to: '/people/accounts', text: 'people', roles: ['administrator'], outsideHeader: true },
  { to: '/ops', text: 'ops', roles: ['internal-auditor', 'data-protection-officer', 'administrator'] },
  { to: '/ops/personal-data', text: 'ops', roles: ['data-protection-officer', 'administrator'], outsideHeader: true },
  { to: '/ops/jobs', text: 'ops', outsideHeader: true },
];

type Holder = Pick<SessionView, 'roles'>;

export const mayEnter = ({ roles }: Holder, place: Place): boolean =>
  place.roles === undefined || roles.some((held) => place.roles?.some((role) => role === held.role));

/** The places that a person finds in the header. */
export const placesOf = (person: Holder): Place[] =>
  places.filter((place) => place.outsideHeader === undefined && mayEnter(person, place));

const addressesOf = ({ to, also = [] }: Place): readonly string[] => [to, ...also];
const isBelow = (pathname: string, address: string): boolean => pathname === address || pathname.startsWith(`${address}/`);

export const belongsTo = (pathname: string, place: Place): boolean =>
  addressesOf(place).some((address) => isBelow(pathname, address));

/** The place of an address: where several fit, the one that says most about it. */
export function placeAt(pathname: string, among: readonly Place[] = places): Place | undefined {
  const fitting = among.flatMap((place) =>
    addressesOf(place)
      .filter((address) => isBelow(pathname, address))
      .map((address) => ({ place, length: address.length })),
  );
  return fitting.sort((a, b) => b.length - a.length)[0]?.place;
}
