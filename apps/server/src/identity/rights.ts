import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { Reader } from '../platform/database/reader.ts';
import type { Guard, RowChanges } from '../platform/write-plan.ts';
import type { ActorRole, StoodInFor } from './actor.ts';
import { passedFrom, passedTo, standInOf } from './stand-in.ts';
import type { AbsenceRow, PersonRow, RoleAssignmentRow } from './tables.ts';
import { absenceTable, personTable, roleAssignmentTable, unitTable } from './tables.ts';
import { unitsBelow } from './unit-tree.ts';

const keptAtMost = 5_000;

/** An assignment with the units in which it counts. */
type Assignment = RoleAssignmentRow & { readonly within?: readonly string[] };

/** Everything from which follows what somebody may do at any moment until their revision rises. */
interface Known {
  readonly revision: number;
  readonly own: readonly Assignment[];
  readonly absences: readonly AbsenceRow[];
  /** For whom they may stand in some day. */
  readonly others: readonly { readonly person: PersonRow; readonly assignments: readonly Assignment[] }[];
}

export interface RightsNow {
  readonly roles: readonly ActorRole[];
  readonly standsInFor: readonly StoodInFor[];
}

/** Which roles somebody holds at a moment: their own, and those of whom they stand in for. */
@Injectable()
export class Rights {
  /** Good for one revision of the person, which rises with everything that this depends on but the time. */
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async now(person: PersonRow): Promise<RightsNow> {
    const now = this.clock.now();
    const { own, absences, others } = await this.of(person, now);
    const stoodInFor = others.flatMap((other) => {
      const standIn = standInOf(absences, other.person.id, now);
      return standIn?.personId === person.id ? [{ ...other, until: standIn.until }] : [];
    });
    return {
      roles: [
        ...own.filter(isValidAt(now)).map((held) => roleOf(held)),
        ...stoodInFor.flatMap((other) =>
          other.assignments.filter(isValidAt(now)).map((held) => roleOf(held, other.person.account)),
        ),
      ],
      standsInFor: stoodInFor.map(({ person: { account, name }, until }) => ({ account, name, until })),
    };
  }

  private async of(person: PersonRow, now: number): Promise<Known> {
    const known = this.known.get(person.id);
    if (known?.revision === person.revision) return known;
    const fresh = await this.read(person, now);
    this.known.delete(person.id);
    this.known.set(person.id, fresh);
    const [oldest] = this.known.keys();
    if (this.known.size > keptAtMost && oldest !== undefined) this.known.delete(oldest);
    return fresh;
  }

  private async read(person: PersonRow, now: number): Promise<Known> {
    const { reader } = this.database;
    const absences = await absencesFrom(reader, now);
    const ids = [...passedFrom(absences, person.id)];
    const [assignments, people] = await Promise.all([
      reader.find(roleAssignmentTable, 'person_id IN (?)', [ids], { orderBy: 'valid_from, id' }),
      reader.find(personTable, 'id IN (?) AND active = ?', [ids, true], { orderBy: 'account' }),
    ]);
    const placed = await withUnits(reader, assignments);
    const heldBy = ({ id, institution }: PersonRow) => {
      const held = placed.filter(({ personId }) => personId === id);
      // The first role decides where new cases belong: one held at home comes before one held elsewhere.
      return [
        ...held.filter((each) => each.institution === institution),
        ...held.filter((each) => each.institution !== institution),
      ];
    };
    return {
      revision: person.revision,
      own: heldBy(person),
      absences,
      others: people.filter(({ id }) => id !== person.id).map((other) => ({ person: other, assignments: heldBy(other) })),
    };
  }
}

/** Absences that are not over at the moment; none that was revoked. */
export const absencesFrom = (reader: Reader, now: number): Promise<AbsenceRow[]> =>
  reader.find(absenceTable, 'revoked_at IS NULL AND ends_at > ?', [now], { orderBy: 'id' });

async function withUnits(reader: Reader, assignments: readonly RoleAssignmentRow[]): Promise<Assignment[]> {
  const institutions = new Set(assignments.filter(({ unit }) => unit !== null).map(({ institution }) => institution));
  if (institutions.size === 0) return [...assignments];
  const units = await reader.find(unitTable, 'institution IN (?)', [[...institutions]]);
  return assignments.map((held) => (held.unit === null ? held : { ...held, within: unitsBelow(units, held.unit) }));
}

const isValidAt =
  (now: number) =>
  ({ validFrom, validTo }: RoleAssignmentRow): boolean =>
    validFrom <= now && (validTo === null || validTo > now);

const roleOf = ({ role, institution, unit, service, within }: Assignment, standsInFor?: string): ActorRole => ({
  role,
  institution,
  ...(unit !== null && { unit, within }),
  ...(service !== null && { service }),
  ...(standsInFor !== undefined && { standsInFor }),
});

/**
 * Raises the revision of people whose rights a plan changes, and of everybody to whom those may pass: their open plans lose,
 * and what is known of them is read afresh. Only the coming and going of dates needs no write.
 * @returns guards that belong to the plan
 */
export async function raiseRevisions(
  reader: Reader,
  changes: RowChanges,
  people: Iterable<string>,
  now: number,
): Promise<Guard[]> {
  const ids = [...passedTo(await absencesFrom(reader, now), people)];
  if (ids.length === 0) return [];
  const rows = await reader.find(personTable, 'id IN (?)', [ids]);
  return rows.map((row) => changes.revise(personTable, row, {}));
}
