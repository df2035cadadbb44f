import type { AbsenceRow } from './tables.ts';

type Absence = Pick<AbsenceRow, 'id' | 'personId' | 'substituteId' | 'startsAt' | 'endsAt'>;

/** Who stands in for somebody at a moment, and until when at most: then the first of them is back. */
export interface StandIn {
  readonly personId: string;
  readonly until: number;
}

/** The absence that counts for somebody at a moment: of several the one that was announced last. */
export const absenceAt = <A extends Absence>(absences: readonly A[], personId: string, now: number): A | undefined =>
  absences
    .filter((each) => each.personId === personId && each.startsAt <= now && now < each.endsAt)
    .reduce<A | undefined>((last, each) => (last === undefined || each.id > last.id ? each : last), undefined);

/**
 * Who stands in for the person now: their substitute, or where that one is away too theirs, and so on. Undefined: the person
 * is here, nobody was named, or all who were named wait for one another.
 * @param absences none that was revoked
 */
export function standInOf(absences: readonly Absence[], personId: string, now: number): StandIn | undefined {
  const passed = new Set<string>();
  let until = Number.MAX_SAFE_INTEGER;
  for (let at = personId; !passed.has(at);) {
    const away = absenceAt(absences, at, now);
    if (!away) return at === personId ? undefined : { personId: at, until };
    if (away.substituteId === null) return undefined;
    passed.add(at);
    until = Math.min(until, away.endsAt);
    at = away.substituteId;
  }
  return undefined;
}

/** The people and everybody to whom their work may pass, directly or through others, by any of the absences. */
export const passedTo = (absences: readonly Absence[], people: Iterable<string>): Set<string> =>
  reached(people, (id) => absences.filter(({ personId }) => personId === id).flatMap(({ substituteId }) => substituteId ?? []));

/** The people whose work may pass to this one, directly or through others, and this one. */
export const passedFrom = (absences: readonly Absence[], person: string): Set<string> =>
  reached([person], (id) => absences.filter(({ substituteId }) => substituteId === id).map(({ personId }) => personId));

function reached(from: Iterable<string>, next: (id: string) => readonly string[]): Set<string> {
  const found = new Set(from);
  // a set goes on with what is added to it on the way
  for (const id of found) for (const other of next(id)) found.add(other);
  return found;
}
