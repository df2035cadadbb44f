import type { AlignmentCheck, AlignmentFinding, DescriptionPart, RoleTaskView } from '@gaita/contracts';
import { alignmentChecks } from '@gaita/contracts';

/** Somebody with what they hold now. */
export interface AlignedPerson {
  readonly account: string;
  readonly name: string;
  readonly isPartner: boolean;
  readonly roles: readonly string[];
  /** Versions that were acknowledged last, by role. */
  readonly acknowledged: ReadonlyMap<string, number>;
  readonly competences: ReadonlySet<string>;
  /** Of who is away now: does anybody do their work? Absent for who is here. */
  readonly away?: { readonly standIn: boolean; readonly until: string };
}

/** Two roles that must not meet in one person wherever they are held. */
export interface AlignedPair {
  readonly a: string;
  readonly b: string;
  readonly level: string;
  readonly reason: string;
}

export interface AlignedRole {
  readonly role: string;
  /** Tasks of live processes that nobody does while nobody holds the role. */
  readonly tasks: readonly RoleTaskView[];
  /** Open tasks whose due date has passed. */
  readonly overdue: number;
  readonly version: number;
  readonly empty: readonly DescriptionPart[];
  readonly requires: readonly string[];
}

export interface AlignmentFacts {
  readonly people: readonly AlignedPerson[];
  readonly roles: readonly AlignedRole[];
  readonly pairs: readonly AlignedPair[];
}

type Find = (facts: AlignmentFacts) => readonly AlignmentFinding[];

const about = ({ account, name }: AlignedPerson) => ({ account, name });
const roleOf = ({ roles }: AlignmentFacts, key: string): AlignedRole | undefined => roles.find(({ role }) => role === key);
/** For each person each role that they hold, once. */
const held = (facts: AlignmentFacts): readonly { person: AlignedPerson; role: AlignedRole }[] =>
  facts.people.flatMap((person) =>
    [...new Set(person.roles)].flatMap((key) => {
      const role = roleOf(facts, key);
      return role ? [{ person, role }] : [];
    }),
  );

/** Each threat of unaligned roles (seed 000), by what makes it red and nothing else. */
const finders: Readonly<Record<AlignmentCheck, Find>> = {
  'role-unfilled': ({ people, roles }) =>
    roles
      .filter(({ role, tasks }) => tasks.length > 0 && !people.some((person) => person.roles.includes(role)))
      .map(({ role, tasks }) => ({ role, tasks: [...tasks] })),
  'roles-incompatible': ({ people, pairs }) =>
    people.flatMap((person) =>
      pairs
        .filter(({ a, b }) => person.roles.includes(a) && person.roles.includes(b))
        .map(({ a, b, level, reason }) => ({ ...about(person), role: a, otherRole: b, level, reason })),
    ),
  'tasks-overdue': ({ roles }) =>
    roles.filter(({ overdue }) => overdue > 0).map(({ role, overdue }) => ({ role, count: overdue })),
  'duties-unacknowledged': (facts) =>
    held(facts)
      .filter(({ person, role }) => (person.acknowledged.get(role.role) ?? 0) < role.version)
      .map(({ person, role }) => ({ ...about(person), role: role.role })),
  'person-without-duty': ({ people }) =>
    people.filter(({ roles, isPartner }) => roles.length === 0 && !isPartner).map((person) => about(person)),
  'no-hand-over': ({ people }) =>
    people
      .filter(({ away, roles }) => away !== undefined && !away.standIn && roles.length > 0)
      .map((person) => ({ ...about(person), until: person.away!.until })),
  'competence-gap': (facts) =>
    held(facts).flatMap(({ person, role }) =>
      role.requires
        .filter((competence) => !person.competences.has(competence))
        .map((competence) => ({ ...about(person), role: role.role, competence })),
    ),
  'description-empty': ({ roles }) =>
    roles.filter(({ empty }) => empty.length > 0).map(({ role, empty }) => ({ role, parts: [...empty] })),
};

/** All checks in their order, each with what it found: none is green. */
export const checkAlignment = (facts: AlignmentFacts): { check: AlignmentCheck; findings: AlignmentFinding[] }[] =>
  alignmentChecks.map((check) => ({ check, findings: [...finders[check](facts)] }));
