import type { Json, Variables } from '@gaita/contracts';
import { demoInstitutions, demoPeople } from '../identity/index.ts';

/** How one case differs from the story that it is played from. */
export interface Casting {
  /** Position of the institution among the demo's. */
  readonly institution: number;
  /** Swaps the two people of each role. */
  readonly swapped: boolean;
  readonly applicant: string;
  /** Stands for every value named `title`. */
  readonly title?: string;
  /** Days from the story's beginning to the case's: every date in its values moves by them. */
  readonly daysLater: number;
  /** Further whole values to exchange: the story's service for another, say. */
  readonly exchange: ReadonlyMap<string, string>;
}

const people = demoPeople();
const accounts = new Set(people.map(({ account }) => account));
const dayMillis = 86_400_000;
const date = /^\d{4}-\d{2}-\d{2}(?=T|$)/;
const personNames = new Set(['applicant', 'declarant']);

/** The person of the case's institution who plays the part; the story is told with the people of the first one. */
export function castPerson(account: string, { institution, swapped }: Casting): string {
  const [, role, number] = /^(.+)-(\d+)$/.exec(account) ?? [];
  if (role === undefined || !accounts.has(account)) return account;
  const inRole = people.filter(
    (person) => person.institution === demoInstitutions[institution]?.id && /^(.+)-\d+$/.exec(person.account)?.[1] === role,
  );
  const at = Number(number) - 1;
  const other = swapped && inRole.length === 2 ? 1 - at : at;
  return inRole[other % inRole.length]?.account ?? account;
}

/** The story's values as this case has them. */
export function castVariables(values: Variables | undefined, casting: Casting): Variables {
  return castObject(values ?? {}, casting);
}

function castObject(values: { [name: string]: Json }, casting: Casting): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, castNamed(name, value, casting)]));
}

function castNamed(name: string, value: Json, casting: Casting): Json {
  if (personNames.has(name)) return casting.applicant;
  if (name === 'title' && casting.title !== undefined) return casting.title;
  return castValue(value, casting);
}

function castValue(value: Json, casting: Casting): Json {
  if (Array.isArray(value)) return value.map((each) => castValue(each, casting));
  if (typeof value === 'object' && value !== null) return castObject(value, casting);
  if (typeof value !== 'string') return value;
  if (date.test(value)) return value.replace(date, (day) => laterDay(day, casting.daysLater));
  return casting.exchange.get(value) ?? castPerson(value, casting);
}

const laterDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMillis).toISOString().slice(0, 10);
