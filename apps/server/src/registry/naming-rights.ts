import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { AbsenceRow, Actor, PersonRow, RoleAssignmentRow } from '../identity/index.ts';
import { administers, passedFrom, passedTo, roleAssignmentTable } from '../identity/index.ts';
import type { Reader } from '../platform/database/reader.ts';
import { manages } from './registry-rights.ts';
import type { Term } from './terms.ts';
import { overlaps } from './terms.ts';

export interface Naming {
  readonly person: PersonRow;
  readonly substitute: PersonRow;
  readonly term: Term;
  /** Of everybody but the one that is announced. */
  readonly absences: readonly AbsenceRow[];
}

/**
 * Who stands in gets all roles of the absent person. These choose freely; somebody else names nobody who would get a role by it
 * that they could not give them, and never themselves.
 */
export async function refuseNaming(
  reader: Reader,
  actor: Actor,
  { person, substitute, term, absences }: Naming,
): Promise<Rejection | undefined> {
  if (actor.personId === person.id) return undefined;
  const receivers = passedTo(absences, [substitute.id]);
  if (actor.personId !== undefined && receivers.has(actor.personId))
    return rejected('not-allowed', `${person.name} or an administrator names who stands in: nobody names themselves.`);
  const lenders = passedFrom(absences, person.id);
  const held = await reader.find(roleAssignmentTable, 'person_id IN (?)', [[...lenders, ...receivers]]);
  const lent = held.filter((row) => lenders.has(row.personId) && overlaps(row, term));
  const mayGet = (row: RoleAssignmentRow) =>
    mayGive(actor, row) ||
    [...receivers].every((receiver) => held.some((own) => own.personId === receiver && covers(own, row, term)));
  const beyond = [...new Set(lent.filter((row) => !mayGet(row)).map(({ role }) => role))];
  if (beyond.length === 0) return undefined;
  return rejected(
    'not-allowed',
    `${substitute.name} would get ${beyond.join(', ')} by standing in: ${person.name}, or who may give these roles, names them.`,
    { roles: beyond },
  );
}

const mayGive = (actor: Actor, { role, institution, unit }: RoleAssignmentRow): boolean =>
  role === 'administrator' ? administers(actor, institution) : manages(actor, institution, unit);

/** They hold the role already, there and for all the days. */
const covers = (own: RoleAssignmentRow, lent: RoleAssignmentRow, term: Term): boolean =>
  own.role === lent.role &&
  own.institution === lent.institution &&
  (own.unit === null || own.unit === lent.unit) &&
  (own.service === null || own.service === lent.service) &&
  own.validFrom <= term.validFrom &&
  (own.validTo === null || (term.validTo !== null && own.validTo >= term.validTo));
