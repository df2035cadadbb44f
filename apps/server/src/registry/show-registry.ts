import { Injectable } from '@nestjs/common';
import type {
  AbsenceView,
  AssignmentView,
  CompetenceView,
  Language,
  PostView,
  RegistryPersonView,
  RegistryView,
  Rejection,
  UnitView,
} from '@gaita/contracts';
import type { AbsenceRow, Actor, PersonRow } from '../identity/index.ts';
import { absenceAt, standInOf } from '../identity/index.ts';
import { termOfAbsence } from './manage-absences.ts';
import { depthOf } from './manage-units.ts';
import type { RegistryFacts } from './registry-facts.ts';
import { nameIn, ReadRegistry } from './registry-facts.ts';
import { leads, looksInto, manages, notLookingInto } from './registry-rights.ts';
import { RoleUses } from './role-uses.ts';
import { ServiceNames } from './service-names.ts';
import { isNow, stateOf, termView } from './terms.ts';

/** The matrix: who holds which role, until when, with whom in their stead; posts apart from roles. */
@Injectable()
export class ShowRegistry {
  constructor(
    private readonly registry: ReadRegistry,
    private readonly uses: RoleUses,
    private readonly services: ServiceNames,
  ) {}

  /** Rejections: `not-allowed`. */
  async run(actor: Actor, institution = actor.institution): Promise<RegistryView | Rejection> {
    if (!looksInto(actor, institution)) return notLookingInto(institution);
    const [facts, uses, services] = await Promise.all([
      this.registry.of(institution),
      this.uses.of(institution, actor.language),
      this.services.of(institution),
    ]);
    const named = services.map(({ key, names }) => ({ key, name: nameIn(names, actor.language) }));
    const people = facts.people.map((person) => personView(facts, actor, person, named));
    const keys = [...new Set([...rolesHeld(facts), ...uses.map(({ role }) => role)])];
    return {
      institution,
      may: { manage: manages(actor, institution) },
      people,
      roles: keys.map((role) => ({
        role,
        tasks: uses.filter((use) => use.role === role && use.as !== 'consulted').length,
        holders: new Set(heldNow(facts, role).map(({ personId }) => personId)).size,
      })),
      units: unitViews(facts, actor.language),
      posts: facts.posts.map((post) => postView(facts, post, actor.language)),
      services: named,
      competences: facts.competences.map((each) => competenceView(each, actor.language)),
    };
  }
}

const rolesHeld = ({ assignments }: RegistryFacts): string[] => assignments.map(({ role }) => role);

export const heldNow = ({ assignments, now }: RegistryFacts, role?: string) =>
  assignments.filter((held) => (role === undefined || held.role === role) && isNow(held, now));

export const rolesOf = (facts: RegistryFacts, personId: string): string[] => [
  ...new Set(heldNow(facts).flatMap((held) => (held.personId === personId ? held.role : []))),
];

/** What the roles of somebody ask for and they do not have on record. */
export const gapsOf = (facts: RegistryFacts, personId: string): { role: string; competence: string }[] =>
  rolesOf(facts, personId).flatMap((role) =>
    facts
      .required(role)
      .filter((competence) => !facts.held.get(personId)?.has(competence))
      .map((competence) => ({ role, competence })),
  );

export function assignmentView(
  facts: RegistryFacts,
  held: RegistryFacts['assignments'][number],
  language: Language,
  services: readonly { key: string; name: string }[] = [],
): AssignmentView {
  const { id, personId, role, institution, unit, service, ofGroup, revision } = held;
  const names = facts.units.find((each) => each.id === unit)?.names;
  const serviceName = services.find(({ key }) => key === service)?.name;
  return {
    id,
    account: accountOf(facts, personId),
    role,
    institution,
    ...(unit !== null && { unit }),
    ...(names && { unitName: nameIn(names, language) }),
    ...(service !== null && { service, serviceName: serviceName ?? service }),
    ...termView(facts.calendar, held, facts.now),
    ofGroup,
    revision,
  };
}

const accountOf = ({ people }: RegistryFacts, id: string): string => people.find((person) => person.id === id)?.account ?? id;

function personView(
  facts: RegistryFacts,
  actor: Actor,
  person: PersonRow,
  services: readonly { key: string; name: string }[],
): RegistryPersonView {
  const own = facts.assignments.filter(({ personId }) => personId === person.id);
  const absence = nextAbsence(facts, person.id);
  const posts = facts.holders.filter((holder) => holder.personId === person.id && isNow(holder, facts.now));
  return {
    account: person.account,
    name: person.name,
    kind: person.kind,
    ...(person.organisation !== null && { organisation: person.organisation }),
    roles: own
      .filter((held) => stateOf(held, facts.now) !== 'past')
      .map((held) => assignmentView(facts, held, actor.language, services)),
    posts: facts.posts
      .filter(({ id }) => posts.some(({ postId }) => postId === id))
      .map(({ id, names }) => ({ id, name: nameIn(names, actor.language) })),
    ...(absence && { absence: absenceView(facts, actor, absence) }),
    competences: [...(facts.held.get(person.id) ?? [])],
    gaps: gapsOf(facts, person.id),
  };
}

const nextAbsence = ({ absences, now }: RegistryFacts, personId: string): AbsenceRow | undefined =>
  absenceAt(absences, personId, now) ??
  absences
    .filter((each) => each.personId === personId && each.startsAt > now)
    .sort((one, other) => one.startsAt - other.startsAt)[0];

/** @param facts of the institution of who is away, or of its colleagues: names of others fall back to ids */
export function absenceView(facts: RegistryFacts, actor: Actor, absence: AbsenceRow): AbsenceView {
  const { id, personId, substituteId, kind, announcedBy, revision } = absence;
  const { calendar, now, people, absences } = facts;
  const person = people.find((each) => each.id === personId);
  const substitute = people.find((each) => each.id === substituteId);
  const term = termView(calendar, termOfAbsence(absence), now);
  const standsIn = term.state === 'now' ? standInOf(absences, personId, now)?.personId : undefined;
  const other = standsIn !== undefined && standsIn !== substituteId ? people.find((each) => each.id === standsIn) : undefined;
  const mayChange =
    personId === actor.personId || manages(actor, facts.institution) || leads(actor, facts.institution, unitsOf(facts, personId));
  return {
    id,
    account: person?.account ?? personId,
    name: person?.name ?? personId,
    ...(substituteId !== null && { substitute: substitute?.account ?? substituteId, substituteName: substitute?.name ?? '–' }),
    ...(other && { standIn: { account: other.account, name: other.name } }),
    from: term.from ?? calendar.dayOf(absence.startsAt),
    to: term.to ?? calendar.dayOf(absence.endsAt - 1),
    kind,
    state: term.state,
    announcedBy,
    revision,
    may: { change: mayChange },
  };
}

/** Units in which somebody holds a role or a post now. */
export const unitsOf = (facts: RegistryFacts, personId: string): string[] => {
  const posts = facts.holders.filter((holder) => holder.personId === personId && isNow(holder, facts.now));
  const units = [
    ...heldNow(facts).filter((held) => held.personId === personId),
    ...facts.posts.filter(({ id }) => posts.some(({ postId }) => postId === id)),
  ].map(({ unit }) => unit);
  return [...new Set(units)].filter((unit) => unit !== null);
};

/** Top first, each followed by those below it. */
function unitViews({ units }: RegistryFacts, language: Language): UnitView[] {
  const sorted = [...units].sort((one, other) =>
    nameIn(one.names, language).localeCompare(nameIn(other.names, language), language),
  );
  const placed: typeof sorted = [];
  const place = (parent: string | null): void =>
    sorted
      .filter((unit) => unit.parent === parent && !placed.includes(unit))
      .forEach((unit) => {
        placed.push(unit);
        place(unit.id);
      });
  place(null);
  return placed.map(({ id, names, parent, active, revision }) => ({
    id,
    name: nameIn(names, language),
    names: { ...names },
    ...(parent !== null && { parent }),
    depth: depthOf(units, id),
    active,
    revision,
  }));
}

function postView(facts: RegistryFacts, post: RegistryFacts['posts'][number], language: Language): PostView {
  const names = facts.units.find(({ id }) => id === post.unit)?.names;
  return {
    id: post.id,
    name: nameIn(post.names, language),
    names: { ...post.names },
    ...(post.unit !== null && { unit: post.unit }),
    ...(names && { unitName: nameIn(names, language) }),
    roles: post.roles,
    holders: facts.holders
      .filter((holder) => holder.postId === post.id && stateOf(holder, facts.now) !== 'past')
      .map((holder) => {
        const person = facts.people.find(({ id }) => id === holder.personId);
        const held = rolesOf(facts, holder.personId);
        return {
          id: holder.id,
          account: person?.account ?? holder.personId,
          name: person?.name ?? '–',
          ...termView(facts.calendar, holder, facts.now),
          lacks: post.roles.filter((role) => !held.includes(role)),
          revision: holder.revision,
        };
      }),
    revision: post.revision,
  };
}

export const competenceView = (
  { key, names, own }: RegistryFacts['competences'][number],
  language: Language,
): CompetenceView => ({ key, name: nameIn(names, language), names: { ...names }, own });

/** Keys without a name are ones that the institution took away. */
export const competencesOf = (facts: RegistryFacts, keys: readonly string[], language: Language): CompetenceView[] =>
  keys.flatMap((key) => {
    const found = facts.competences.find((each) => each.key === key);
    return found ? [competenceView(found, language)] : [];
  });

/** Accounts of the people whose absences somebody may announce, beside their own. */
export const ledBy = (facts: RegistryFacts, actor: Actor): { account: string; name: string }[] =>
  facts.people
    .filter(({ id, institution }) => id !== actor.personId && institution === facts.institution)
    .filter(({ id }) => manages(actor, facts.institution) || leads(actor, facts.institution, unitsOf(facts, id)))
    .map(({ account, name }) => ({ account, name }));
