import { Injectable } from '@nestjs/common';
import type { AnnounceAbsenceRequest, ChangeAbsenceRequest, IdAnswer, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { DutyPlan } from '../duties/index.ts';
import { Duties } from '../duties/index.ts';
import type { AbsenceRow, Actor, PersonRow } from '../identity/index.ts';
import { absencesFrom, absenceTable, personTable, raiseRevisions, roleAssignmentTable } from '../identity/index.ts';
import type { Command, Guard } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { ownGuard } from './assign-role.ts';
import { refuseNaming } from './naming-rights.ts';
import { leads, manages } from './registry-rights.ts';
import { RegistryTools } from './registry-tools.ts';
import { planSubstituteNotice } from './substitute-notices.ts';
import { postHolderTable, postTable } from './tables.ts';
import type { Term } from './terms.ts';
import { isNow, overlaps, termOf } from './terms.ts';

interface Announced {
  readonly from: string;
  readonly to: string;
  readonly substitute: string | null;
  readonly kind: AbsenceRow['kind'];
}

type Bounded = Term & { readonly validTo: number };

/** When people are away, and who stands in: the substitute holds their roles and sees their tasks for those days, by themselves. */
@Injectable()
export class ManageAbsences {
  constructor(
    private readonly tools: RegistryTools,
    private readonly duties: Duties,
  ) {}

  /**
   * Everybody their own; personnel managers, administrators and who heads their department somebody else's, with a substitute as far
   * as they could give them the roles (see `refuseNaming`).
   * Rejections: `not-allowed`, `not-found`, `invalid-request` (dates, oneself, a circle), `version-conflict` (away then already).
   */
  announce(command: Command, actor: Actor, request: AnnounceAbsenceRequest): Promise<IdAnswer | Rejection> {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const person = await this.personOf(request.account ?? actor.account);
      if (isRejection(person)) return person;
      if (!(await this.mayAnnounce(actor, person))) return notYours(person.name);
      const checked = await this.check(actor, person, request);
      if (isRejection(checked)) return checked;
      const { term, substitute } = checked;
      const duty = await this.checkDuty(actor, person, substitute, term, request.conflictReason);
      if (isRejection(duty)) return duty;
      const id = this.tools.id();
      const changes = new RowChanges();
      duty.change(changes);
      this.record(changes, actor, person, 'absence-announced', id, { ...term, substitute: substitute?.account });
      changes.insert(absenceTable, {
        id,
        personId: person.id,
        substituteId: substitute?.id ?? null,
        startsAt: term.validFrom,
        endsAt: term.validTo,
        kind: request.kind,
        announcedBy: actor.account,
        announcedAt: this.tools.now(),
        revokedAt: null,
        revision: 1,
      });
      const { institution } = person;
      const told = { commandId: command.id, at: this.tools.now(), substitute };
      planSubstituteNotice(changes, { id, startsAt: term.validFrom, institution }, told);
      return this.plan(command, actor, changes, [person.id, substitute?.id], { id }, duty.guards);
    });
  }

  /** Other days, another substitute. Rejections: those of `announce`. */
  change(command: Command, actor: Actor, id: string, request: ChangeAbsenceRequest): Promise<IdAnswer | Rejection> {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const found = await this.find(actor, id, request.revision);
      if (isRejection(found)) return found;
      const { absence, person } = found;
      const checked = await this.check(actor, person, request, absence);
      if (isRejection(checked)) return checked;
      const { term, substitute } = checked;
      const duty = await this.checkDuty(actor, person, substitute, term, request.conflictReason);
      if (isRejection(duty)) return duty;
      const changes = new RowChanges();
      duty.change(changes);
      this.record(changes, actor, person, 'absence-changed', id, { ...term, substitute: substitute?.account });
      const guard = changes.revise(absenceTable, absence, {
        substituteId: substitute?.id ?? null,
        startsAt: term.validFrom,
        endsAt: term.validTo,
        kind: request.kind,
      });
      if (absence.substituteId !== substitute?.id || absence.startsAt !== term.validFrom) {
        const { institution } = person;
        const told = { commandId: command.id, at: this.tools.now(), substitute };
        planSubstituteNotice(changes, { id, startsAt: term.validFrom, institution }, told);
      }
      const people = [person.id, absence.substituteId, substitute?.id];
      return this.plan(command, actor, changes, people, { id }, [guard, ...duty.guards]);
    });
  }

  /** Who is away already is back at once; what lies ahead does not take place. */
  revoke(command: Command, actor: Actor, id: string, revision: number): Promise<IdAnswer | Rejection> {
    return this.tools.committer.run<IdAnswer>(command, async () => {
      const found = await this.find(actor, id, revision);
      if (isRejection(found)) return found;
      const { absence, person } = found;
      const now = this.tools.now();
      const changes = new RowChanges();
      this.record(changes, actor, person, 'absence-revoked', id, {});
      const guard = changes.revise(absenceTable, absence, absence.startsAt < now ? { endsAt: now } : { revokedAt: now });
      return this.plan(command, actor, changes, [person.id, absence.substituteId], { id }, [guard]);
    });
  }

  /** The kind of an absence stays out of the trail: who, when and by whom is enough. */
  private record(changes: RowChanges, actor: Actor, person: PersonRow, act: string, id: string, details: object): void {
    this.tools.record(changes, actor, person.institution, act, { type: 'absence', id }, { account: person.account, ...details });
  }

  private async checkDuty(
    actor: Actor,
    person: PersonRow,
    substitute: PersonRow | undefined,
    { validFrom: from, validTo: until }: Bounded,
    conflictReason: string | undefined,
  ): Promise<DutyPlan | Rejection> {
    if (!substitute) return { guards: [], change: () => undefined };
    const { account } = substitute;
    return this.duties.plan(actor, { kind: 'substitute', account, absent: person.account, from, until, conflictReason });
  }

  async mayAnnounce(actor: Actor, person: PersonRow): Promise<boolean> {
    if (person.id === actor.personId || manages(actor, person.institution)) return true;
    return leads(actor, person.institution, await this.unitsOf(person));
  }

  /** Rejections: `not-found`. */
  async personOf(account: string): Promise<PersonRow | Rejection> {
    const person = await this.tools.reader.findOne(personTable, 'account = ? AND active = ?', [account, true]);
    return person ?? rejected('not-found', `Nobody has the account ${account}.`, { account });
  }

  /** The days and the substitute of an absence, checked. Rejections: those of `announce`. */
  async check(
    actor: Actor,
    person: PersonRow,
    request: Omit<Announced, 'kind'>,
    before?: AbsenceRow,
  ): Promise<{ term: Bounded; substitute: PersonRow | undefined; absences: readonly AbsenceRow[] } | Rejection> {
    const now = this.tools.now();
    const calendar = await this.tools.calendarOf(person.institution);
    const term = termOf(calendar, request, now);
    if (isRejection(term)) return term;
    const { validTo } = term;
    if (validTo === null || validTo <= now) return rejected('invalid-request', 'The absence is over already.');
    const days: Bounded = {
      validFrom: before && keepsStart(before, request.from, calendar.dayOf) ? before.startsAt : term.validFrom,
      validTo,
    };
    const absences = (await absencesFrom(this.tools.reader, now)).filter(({ id }) => id !== before?.id);
    const same = absences.find((other) => other.personId === person.id && overlaps(termOfAbsence(other), days));
    if (same) return rejected('version-conflict', `${person.name} is away on some of these days already.`, { id: same.id });
    if (request.substitute === null) return { term: days, substitute: undefined, absences };
    const substitute = await this.personOf(request.substitute);
    if (isRejection(substitute)) return substitute;
    const isNewTo = !before || before.substituteId !== substitute.id || !within(days, termOfAbsence(before));
    const refused =
      refuseSubstitute(person, substitute) ??
      refuseCircle(absences, person, substitute, days) ??
      (isNewTo ? await refuseNaming(this.tools.reader, actor, { person, substitute, term: days, absences }) : undefined);
    return refused ?? { term: days, substitute, absences };
  }

  private async find(
    actor: Actor,
    id: string,
    revision: number,
  ): Promise<{ absence: AbsenceRow; person: PersonRow } | Rejection> {
    const absence = await this.tools.reader.byId(absenceTable, id);
    const person = absence && (await this.tools.reader.byId(personTable, absence.personId));
    if (!absence || !person || !actor.institutions.includes(person.institution))
      return rejected('not-found', `No absence has the id ${id}.`);
    if (!(await this.mayAnnounce(actor, person))) return notYours(person.name);
    if (absence.revokedAt !== null || absence.endsAt <= this.tools.now())
      return rejected('version-conflict', 'The absence is over already.', { revision: absence.revision });
    return absence.revision === revision
      ? { absence, person }
      : this.tools.changedMeanwhile('The absence', { type: 'absence', id }, ['absence-changed']);
  }

  /** Units in which the person holds a role or a post now. */
  private async unitsOf({ id, institution }: PersonRow): Promise<(string | null)[]> {
    const { reader } = this.tools;
    const now = this.tools.now();
    const roles = await reader.find(roleAssignmentTable, 'person_id = ? AND institution = ?', [id, institution]);
    const held = (await reader.find(postHolderTable, 'person_id = ?', [id])).filter((each) => isNow(each, now));
    const posts = await reader.find(postTable, 'id IN (?)', [held.map(({ postId }) => postId)]);
    const units = [...roles.filter((each) => isNow(each, now)), ...posts].map(({ unit }) => unit);
    return [...new Set(units)].filter((unit) => unit !== null);
  }

  private async plan(
    command: Command,
    actor: Actor,
    changes: RowChanges,
    people: readonly (string | null | undefined)[],
    answer: IdAnswer,
    guards: readonly Guard[],
  ) {
    const affected = people.filter((id) => id !== null && id !== undefined);
    const raised = await raiseRevisions(this.tools.reader, changes, affected, this.tools.now());
    return {
      guards: [...guards, ...raised, ...ownGuard(actor)],
      changes: changes.list(),
      commands: [{ command, answer }],
      answer,
      afterCommit: [],
    };
  }
}

export const termOfAbsence = ({ startsAt, endsAt }: Pick<AbsenceRow, 'startsAt' | 'endsAt'>): Term => ({
  validFrom: startsAt,
  validTo: endsAt,
});

const within = (one: Bounded, other: Term): boolean =>
  one.validFrom >= other.validFrom && (other.validTo === null || one.validTo <= other.validTo);

const keepsStart = ({ startsAt }: AbsenceRow, from: string, dayOf: (at: number) => string): boolean => dayOf(startsAt) === from;

const notYours = (name: string): Rejection =>
  rejected('not-allowed', `The absence of ${name} is announced by themselves, the head of their department or personnel.`, {
    roles: ['department-head', 'personnel-manager', 'administrator'],
  });

function refuseSubstitute(person: PersonRow, substitute: PersonRow): Rejection | undefined {
  if (substitute.id === person.id) return rejected('invalid-request', 'Nobody stands in for themselves.');
  if (substitute.kind === 'partner')
    return rejected('not-allowed', `${substitute.name} is from outside and stands in for nobody.`);
  return undefined;
}

/** On some day everybody who is named would be away and wait for another: then nobody would do the work. */
function refuseCircle(
  absences: readonly AbsenceRow[],
  person: PersonRow,
  substitute: PersonRow,
  days: Term,
): Rejection | undefined {
  const follow = (at: string, common: Term, passed: readonly string[]): boolean =>
    absences.some((each) => {
      const term = termOfAbsence(each);
      if (each.personId !== at || each.substituteId === null || !overlaps(term, common)) return false;
      if (each.substituteId === person.id) return true;
      return !passed.includes(each.substituteId) && follow(each.substituteId, both(term, common), [...passed, each.substituteId]);
    });
  if (!follow(substitute.id, days, [substitute.id])) return undefined;
  return rejected('invalid-request', `${substitute.name} is away on some of these days too, and passes their work back.`, {
    problems: [{ path: 'substitute', message: 'circle' }],
  });
}

const both = (one: Term, other: Term): Term => ({
  validFrom: Math.max(one.validFrom, other.validFrom),
  validTo: Math.min(one.validTo ?? Number.MAX_SAFE_INTEGER, other.validTo ?? Number.MAX_SAFE_INTEGER),
});
