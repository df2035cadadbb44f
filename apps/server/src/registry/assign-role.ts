import { Injectable } from '@nestjs/common';
import type { ChangeRoleRequest, GiveRoleRequest, IdAnswer, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { DutyPlan } from '../duties/index.ts';
import { Duties } from '../duties/index.ts';
import type { AuditEntryRow } from '../audit/index.ts';
import type { Actor, PersonRow, RoleAssignmentRow } from '../identity/index.ts';
import {
  administers,
  groupAssignmentTable,
  personTable,
  raiseRevisions,
  roleAssignmentTable,
  unitTable,
} from '../identity/index.ts';
import type { Command, Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { manages, notManaging } from './registry-rights.ts';
import { RegistryTools } from './registry-tools.ts';
import type { Term } from './terms.ts';
import { ServiceNames } from './service-names.ts';
import { overlaps, termOf } from './terms.ts';

/** Roles that somebody from outside may hold. */
const ofPartners = ['partner', 'expert'];

/** Gives roles to people, changes their days, ends them. Counts from the next request of everybody whose rights it changes. */
@Injectable()
export class AssignRole {
  constructor(
    private readonly tools: RegistryTools,
    private readonly duties: Duties,
    private readonly services: ServiceNames,
  ) {}

  /** Rejections: `not-allowed`, `not-found`, `invalid-request`, `version-conflict` (held already on some of the days), those of duties. */
  give(command: Command, actor: Actor, request: GiveRoleRequest): Promise<IdAnswer | Rejection> {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const { account, role, institution = actor.institution, unit = null, service = null } = request;
      if (!manages(actor, institution, unit)) return notManaging(institution);
      const person = await this.personOf(account, institution);
      if (isRejection(person)) return person;
      const refused =
        refuseGift(actor, person, role, institution) ??
        (await this.refuseUnit(institution, unit)) ??
        (await this.refuseService(institution, service));
      if (refused) return refused;
      const now = this.tools.now();
      const term = termOf(await this.tools.calendarOf(institution), request, now);
      if (isRejection(term)) return term;
      const held = await this.held(person.id, role, institution, unit, service);
      const same = held.find((other) => overlaps(other, term));
      if (same) return heldAlready(person, role, same.id);
      const duty = await this.checkDuty(actor, account, { role, institution, unit, service, ...term }, request.conflictReason);
      if (isRejection(duty)) return duty;
      const id = this.tools.id();
      const changes = new RowChanges();
      duty.change(changes);
      const what = { role, unit, service, ...term };
      this.tools.record(changes, actor, institution, 'role-given', { type: 'person', id: person.id }, { account, ...what });
      changes.insert(roleAssignmentTable, { id, personId: person.id, role, institution, unit, service, ...term, revision: 1 });
      return this.plan(command, actor, changes, [person.id], { id }, duty.guards);
    });
  }

  /** Rejections: those of `give`, `version-conflict` (changed meanwhile). */
  change(command: Command, actor: Actor, id: string, request: ChangeRoleRequest): Promise<IdAnswer | Rejection> {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const row = await this.find(actor, id, request.revision);
      if (isRejection(row)) return row;
      const now = this.tools.now();
      const calendar = await this.tools.calendarOf(row.institution);
      const days = { from: request.from, to: request.to };
      const given = termOf(calendar, days, now);
      if (isRejection(given)) return given;
      const term: Term = {
        validFrom: days.from === undefined ? row.validFrom : keepMoment(row.validFrom, given.validFrom, calendar.dayOf),
        validTo: days.to === undefined ? row.validTo : given.validTo,
      };
      if (term.validTo !== null && term.validTo <= term.validFrom)
        return rejected('invalid-request', 'The last day lies before the first one.');
      const others = await this.held(row.personId, row.role, row.institution, row.unit, row.service);
      const same = others.find((other) => other.id !== id && overlaps(other, term));
      if (same) return heldAlready({ account: await this.accountOf(row.personId) }, row.role, same.id);
      if (term.validTo !== null && (await this.isLastAdministrator(row))) return lastAdministrator(row.institution);
      const account = await this.accountOf(row.personId);
      const duty = await this.checkDuty(actor, account, { ...row, ...term }, request.conflictReason);
      if (isRejection(duty)) return duty;
      const changes = new RowChanges();
      duty.change(changes);
      const what = { account, role: row.role, ...term };
      this.tools.record(changes, actor, row.institution, 'role-changed', { type: 'person', id: row.personId }, what);
      const guard = changes.revise(roleAssignmentTable, row, { ...term });
      return this.plan(command, actor, changes, [row.personId], { id }, [guard, ...duty.guards]);
    });
  }

  /** At once; one that lies ahead never begins. */
  end(command: Command, actor: Actor, id: string, revision: number): Promise<IdAnswer | Rejection> {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const row = await this.find(actor, id, revision);
      if (isRejection(row)) return row;
      const now = this.tools.now();
      if (row.validTo !== null && row.validTo <= now)
        return rejected('version-conflict', 'The role has ended already.', { revision: row.revision });
      if (await this.isLastAdministrator(row)) return lastAdministrator(row.institution);
      const changes = new RowChanges();
      const what = { account: await this.accountOf(row.personId), role: row.role };
      this.tools.record(changes, actor, row.institution, 'role-ended', { type: 'person', id: row.personId }, what);
      const guard = changes.revise(roleAssignmentTable, row, { validFrom: Math.min(row.validFrom, now), validTo: now });
      return this.plan(command, actor, changes, [row.personId], { id }, [guard]);
    });
  }

  private checkDuty(
    actor: Actor,
    account: string,
    given: Pick<RoleAssignmentRow, 'role' | 'institution' | 'unit' | 'service'> & Term,
    conflictReason: string | undefined,
  ): Promise<DutyPlan | Rejection> {
    const { role, institution, unit, service, validFrom, validTo } = given;
    return this.duties.plan(actor, {
      kind: 'assign',
      account,
      given: {
        role,
        institution,
        from: validFrom,
        until: validTo,
        ...(unit !== null && { unit }),
        ...(service !== null && { service }),
      },
      conflictReason,
    });
  }

  private async refuseService(institution: string, service: string | null): Promise<Rejection | undefined> {
    if (service === null || (await this.services.of(institution)).some(({ key }) => key === service)) return undefined;
    return rejected('invalid-request', `${institution} has no service ${service}.`, { service });
  }

  private async accountOf(personId: string): Promise<string> {
    return (await this.tools.reader.byId(personTable, personId))?.account ?? personId;
  }

  private async plan(
    command: Command,
    actor: Actor,
    changes: RowChanges,
    people: readonly string[],
    answer: IdAnswer,
    guards: readonly Guard[],
  ) {
    const raised = await raiseRevisions(this.tools.reader, changes, people, this.tools.now());
    return {
      guards: [...guards, ...raised, ...ownGuard(actor)],
      changes: changes.list(),
      commands: [{ command, answer }],
      answer,
      afterCommit: [],
    };
  }

  private async find(actor: Actor, id: string, revision: number): Promise<RoleAssignmentRow | Rejection> {
    const row = await this.tools.reader.byId(roleAssignmentTable, id);
    if (!row || !actor.institutions.includes(row.institution)) return rejected('not-found', `No assignment has the id ${id}.`);
    if (!manages(actor, row.institution, row.unit)) return notManaging(row.institution);
    if (row.role === 'administrator' && !administers(actor, row.institution)) return onlyAdministrators;
    if (await this.tools.reader.byId(groupAssignmentTable, id))
      return rejected('not-allowed', 'A group at the sign-in service gives this role: change the group there.');
    if (row.revision === revision) return row;
    const object = { type: 'person', id: row.personId } as const;
    const isIt = ({ details }: AuditEntryRow) => details?.['role'] === row.role;
    return this.tools.changedMeanwhile('The role', object, ['role-changed', 'role-ended'], isIt);
  }

  private async personOf(account: string, institution: string): Promise<PersonRow | Rejection> {
    const person = await this.tools.reader.findOne(personTable, 'account = ? AND active = ?', [account, true]);
    return person ?? rejected('not-found', `Nobody in ${institution} has the account ${account}.`, { account });
  }

  private async refuseUnit(institution: string, unit: string | null): Promise<Rejection | undefined> {
    if (unit === null) return undefined;
    const row = await this.tools.reader.byId(unitTable, unit);
    if (row?.institution === institution && row.active) return undefined;
    return rejected('not-found', `${institution} has no open unit ${unit}.`, { unit });
  }

  private async held(
    personId: string,
    role: string,
    institution: string,
    unit: string | null,
    service: string | null,
  ): Promise<RoleAssignmentRow[]> {
    const where = 'person_id = ? AND role = ? AND institution = ?';
    const rows = await this.tools.reader.find(roleAssignmentTable, where, [personId, role, institution]);
    return rows.filter((row) => row.unit === unit && row.service === service);
  }

  /** Nobody else administers the whole institution without end: it could not be repaired from within. */
  private async isLastAdministrator(row: RoleAssignmentRow): Promise<boolean> {
    if (row.role !== 'administrator' || row.unit !== null) return false;
    const others = await this.tools.reader.query(
      `SELECT a.id FROM role_assignment a JOIN person p ON p.id = a.person_id WHERE a.role = ? AND a.institution = ?
       AND a.unit IS NULL AND a.id <> ? AND a.valid_to IS NULL AND a.valid_from <= ? AND p.active = ? LIMIT 1`,
      ['administrator', row.institution, row.id, this.tools.now(), true],
    );
    return others.length === 0;
  }
}

/** The day of the term stays the same: then its moment does too. */
const keepMoment = (before: number, given: number, dayOf: (at: number) => string): number =>
  before > 0 && dayOf(before) === dayOf(given) ? before : given;

/** Who loses their own right meanwhile must not have used it. */
export const ownGuard = ({ personId: id, revision }: Actor): Guard[] =>
  id === undefined || revision === undefined ? [] : [{ table: personTable, id, revision, mode: 'rely' }];

function refuseGift(actor: Actor, person: PersonRow, role: string, institution: string): Rejection | undefined {
  if (role === 'administrator' && !administers(actor, institution)) return onlyAdministrators;
  if (person.id === actor.personId && !administers(actor, institution))
    return rejected('not-allowed', 'Nobody gives a role to themselves: ask an administrator.');
  if (person.kind === 'partner' && !ofPartners.includes(role))
    return rejected('not-allowed', `${person.name} is from outside and holds only ${ofPartners.join(' or ')}.`, { role });
  return undefined;
}

const onlyAdministrators = rejected('not-allowed', 'Only an administrator gives and ends the role of an administrator.', {
  roles: ['administrator'],
});

const lastAdministrator = (institution: string): Rejection =>
  rejected('not-allowed', `This is the last administrator of ${institution}: give the role to somebody else first.`);

const heldAlready = ({ account }: Pick<PersonRow, 'account'>, role: string, id: string): Rejection =>
  rejected('version-conflict', `${account} holds ${role} there on some of these days already.`, { id });
