import { Injectable } from '@nestjs/common';
import type { AbsencePreview, AbsencesView, PreviewAbsenceRequest, Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { AbsenceRow, Actor, PersonRow } from '../identity/index.ts';
import { absenceTable, People } from '../identity/index.ts';
import { Duties } from '../duties/index.ts';
import { Definitions } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { taskName, taskTable } from '../tasks/index.ts';
import { ManageAbsences, termOfAbsence } from './manage-absences.ts';
import { ReadRegistry } from './registry-facts.ts';
import { looksInto, notLookingInto } from './registry-rights.ts';
import { absenceView, ledBy, rolesOf } from './show-registry.ts';
import { overlaps } from './terms.ts';

/** Tasks of one person that a preview looks at; nobody holds so many. */
const most = 500;

/** Who is away now and later, and what an absence would hand over. */
@Injectable()
export class ShowAbsences {
  constructor(
    private readonly registry: ReadRegistry,
    private readonly absences: ManageAbsences,
    private readonly duties: Duties,
    private readonly people: People,
    private readonly definitions: Definitions,
    private readonly database: Database,
  ) {}

  /** Rejections: `not-allowed`. */
  async list(actor: Actor, institution = actor.institution): Promise<AbsencesView | Rejection> {
    if (!looksInto(actor, institution)) return notLookingInto(institution);
    const facts = await this.registry.of(institution);
    const here = new Set(facts.people.map(({ id }) => id));
    return {
      items: facts.absences
        .filter(({ personId }) => here.has(personId))
        .sort((one, other) => one.startsAt - other.startsAt)
        .map((each) => absenceView(facts, actor, each)),
      may: { announceFor: ledBy(facts, actor) },
      colleagues: facts.people.filter(({ kind }) => kind === 'staff').map(({ account, name }) => ({ account, name })),
    };
  }

  /** What would go over, and what could not. Rejections: those of announcing it. */
  async preview(actor: Actor, request: PreviewAbsenceRequest): Promise<AbsencePreview | Rejection> {
    const person = await this.absences.personOf(request.account ?? actor.account);
    if (isRejection(person)) return person;
    if (!(await this.absences.mayAnnounce(actor, person))) return notLookingInto(person.institution);
    const changed = request.changes === undefined ? undefined : await this.database.reader.byId(absenceTable, request.changes);
    const before = changed?.personId === person.id ? changed : undefined;
    const checked = await this.absences.check(actor, person, request, before);
    if (isRejection(checked)) return checked;
    const { substitute, absences, term } = checked;
    const tasks = await this.database.reader.find(taskTable, 'assignee = ?', [person.account], {
      orderBy: 'due_at IS NULL, due_at, id',
      limit: most,
    });
    if (!substitute) return { goOver: 0, cannot: [], roles: [] };
    const facts = await this.registry.of(person.institution);
    const own = rolesOf(facts, substitute.id);
    const standing = await this.standingIn(substitute, person);
    const conflicts = await this.duties.conflictsOf(standing, tasks);
    const cannot = await Promise.all(
      tasks.flatMap((task) => {
        const conflict = conflicts.get(task.id);
        if (!conflict || conflict.pair.level === 'soft') return [];
        return [
          this.definitions.byId(task.definitionId).then((definition) => ({
            taskId: task.taskId,
            name: taskName(definition, task, actor.language),
            instanceId: task.instanceId,
            ...(task.businessKey !== null && { businessKey: task.businessKey }),
            role: conflict.role,
            against: conflict.against,
          })),
        ];
      }),
    );
    const passesOn = passedTo(absences, substitute, term, facts.people);
    return {
      goOver: tasks.length - cannot.length,
      cannot,
      roles: rolesOf(facts, person.id).filter((role) => !own.includes(role)),
      ...(passesOn !== undefined && { passesOn }),
    };
  }

  /** The substitute as they will be while the person is away. */
  private async standingIn(substitute: PersonRow, person: PersonRow): Promise<Actor> {
    const [actor, absent] = await Promise.all([
      this.people.actorOf(substitute, 'session'),
      this.people.actorOf(person, 'session'),
    ]);
    const lent = absent.roles
      .filter(({ standsInFor }) => standsInFor === undefined)
      .map((held) => ({ ...held, standsInFor: person.account }));
    return {
      ...actor,
      institutions: [...new Set([...actor.institutions, ...lent.map(({ institution }) => institution)])],
      roles: [...actor.roles, ...lent],
      standsInFor: [...actor.standsInFor, { account: person.account, name: person.name, until: Number.MAX_SAFE_INTEGER }],
    };
  }
}

/** Of a substitute who is away on some of the days: whom they named; null: nobody. Undefined: they are here. */
function passedTo(
  absences: readonly AbsenceRow[],
  substitute: PersonRow,
  term: Parameters<typeof overlaps>[0],
  people: readonly PersonRow[],
): { account: string; name: string } | null | undefined {
  const away = absences.find((each) => each.personId === substitute.id && overlaps(termOfAbsence(each), term));
  if (!away) return undefined;
  const next = people.find(({ id }) => id === away.substituteId);
  return next ? { account: next.account, name: next.name } : null;
}
