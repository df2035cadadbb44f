import { Injectable } from '@nestjs/common';
import type { MyDutiesView, Rejection, RolePageQuery, RolePageView } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { PeopleDirectory } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import { uncheckedDescriptions } from './data/role-descriptions.ts';
import { emptyParts } from './describe-roles.ts';
import type { Description, RegistryFacts } from './registry-facts.ts';
import { isRole, nameIn, ReadRegistry, shipped } from './registry-facts.ts';
import { looksInto, manages, notLookingInto } from './registry-rights.ts';
import { RoleUses, withoutRole } from './role-uses.ts';
import { ServiceNames } from './service-names.ts';
import { absenceView, assignmentView, competencesOf, competenceView, gapsOf, heldNow } from './show-registry.ts';
import { roleDescriptionTable } from './tables.ts';
import { isNow, stateOf } from './terms.ts';

/** The description of a role with its history, its tasks and who holds it; and everybody's own duties. */
@Injectable()
export class ShowRole {
  constructor(
    private readonly registry: ReadRegistry,
    private readonly uses: RoleUses,
    private readonly services: ServiceNames,
    private readonly people: PeopleDirectory,
    private readonly database: Database,
  ) {}

  /** Rejections: `not-allowed`, `not-found` (role, version). Who holds the role may read it wherever they come from. */
  async run(actor: Actor, role: string, query: RolePageQuery): Promise<RolePageView | Rejection> {
    const { institution = actor.institution } = query;
    const holds = actor.roles.some((held) => held.role === role && held.institution === institution);
    if (!looksInto(actor, institution) && !holds) return notLookingInto(institution);
    if (!isRole(role)) return rejected('not-found', `The registry has no role ${role}.`);
    const [facts, uses, services, written] = await Promise.all([
      this.registry.of(institution),
      this.uses.of(institution, actor.language),
      this.services.of(institution),
      this.database.reader.find(roleDescriptionTable, 'institution = ? AND role = ?', [institution, role], {
        orderBy: 'version DESC',
      }),
    ]);
    const latest = facts.describe(role);
    const version = query.version ?? latest.version;
    const row = written.find((each) => each.version === version);
    const asked = row ? { version, texts: row.texts, shipped: false } : shipped(role);
    if (asked.version !== version) return rejected('not-found', `The description has no version ${version}.`);
    const names = await this.people.namesOf(written.map(({ changedBy }) => changedBy));
    const named = services.map(({ key, names: each }) => ({ key, name: nameIn(each, actor.language) }));
    const own = heldNow(facts, role).some(({ personId }) => personId === actor.personId);
    return {
      role,
      institution,
      may: { edit: manages(actor, institution), acknowledge: own },
      description: {
        ...asked,
        latest: latest.version,
        empty: emptyParts(asked.texts),
        unchecked: asked.shipped ? [...uncheckedDescriptions] : [],
      },
      versions: [
        ...written.map((each) => ({
          version: each.version,
          by: each.changedBy,
          byName: names.get(each.changedBy) ?? each.changedBy,
          at: each.changedAt,
          ...(each.note !== null && { note: each.note }),
        })),
        { version: 1 },
      ],
      competences: competencesOf(facts, facts.required(role), actor.language),
      allCompetences: facts.competences.map((each) => competenceView(each, actor.language)),
      tasks: uses.filter((use) => use.role === role).map(withoutRole),
      holders: looksInto(actor, institution) ? this.holders(facts, actor, role, named) : [],
    };
  }

  private holders(facts: RegistryFacts, actor: Actor, role: string, services: readonly { key: string; name: string }[]) {
    return facts.assignments
      .filter((held) => held.role === role)
      .map((held) => {
        const known = facts.acknowledged(held.personId, role);
        return {
          ...assignmentView(facts, held, actor.language, services),
          name: facts.people.find(({ id }) => id === held.personId)?.name ?? '–',
          ...(known && { acknowledged: known.version, acknowledgedAt: known.at }),
        };
      });
  }

  /** "My duties": for everybody, whatever they hold. */
  async mine(actor: Actor): Promise<MyDutiesView> {
    const { institution, personId = '' } = actor;
    const [facts, uses, services] = await Promise.all([
      this.registry.of(institution),
      this.uses.of(institution, actor.language),
      this.services.of(institution),
    ]);
    const named = services.map(({ key, names }) => ({ key, name: nameIn(names, actor.language) }));
    const held = facts.assignments.filter((each) => each.personId === personId && stateOf(each, facts.now) !== 'past');
    const posts = facts.holders.filter((each) => each.personId === personId && isNow(each, facts.now));
    const gaps = gapsOf(facts, personId);
    return {
      institution,
      roles: held.map((each) => {
        const description: Description = facts.describe(each.role);
        const known = facts.acknowledged(personId, each.role);
        return {
          ...assignmentView(facts, each, actor.language, named),
          description: { version: description.version, empty: emptyParts(description.texts) },
          ...(known && { acknowledged: known.version }),
          tasks: uses.filter((use) => use.role === each.role).map(withoutRole),
          competences: competencesOf(facts, facts.required(each.role), actor.language).map((competence) => ({
            ...competence,
            held: facts.held.get(personId)?.has(competence.key) ?? false,
          })),
        };
      }),
      posts: facts.posts
        .filter(({ id }) => posts.some(({ postId }) => postId === id))
        .map(({ id, names, unit }) => {
          const ofUnit = facts.units.find((each) => each.id === unit);
          return { id, name: nameIn(names, actor.language), ...(ofUnit && { unitName: nameIn(ofUnit.names, actor.language) }) };
        }),
      standsInFor: actor.standsInFor.map(({ account, name, until }) => ({
        account,
        name,
        until: facts.calendar.dayOf(until - 1),
        roles: [...new Set(actor.roles.filter(({ standsInFor }) => standsInFor === account).map(({ role }) => role))],
      })),
      absences: facts.absences.filter((each) => each.personId === personId).map((each) => absenceView(facts, actor, each)),
      competences: competencesOf(facts, [...(facts.held.get(personId) ?? [])], actor.language),
      gaps: gaps.flatMap(({ role, competence }) =>
        competencesOf(facts, [competence], actor.language).map((found) => ({ role, competence: found })),
      ),
    };
  }
}
