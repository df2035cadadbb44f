import { Injectable } from '@nestjs/common';
import type { AlignmentView, Language, Rejection } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { absenceAt, standInOf } from '../../identity/index.ts';
import { DutyPairs } from '../../duties/index.ts';
import { Database } from '../../platform/database/database.ts';
import { integer, key } from '../../platform/database/table.ts';
import { emptyParts } from '../describe-roles.ts';
import type { RegistryFacts } from '../registry-facts.ts';
import { nameIn, ReadRegistry } from '../registry-facts.ts';
import { looksInto, notLookingInto } from '../registry-rights.ts';
import type { RoleUse } from '../role-uses.ts';
import { RoleUses, withoutRole } from '../role-uses.ts';
import { rolesOf } from '../show-registry.ts';
import type { AlignedPair, AlignedPerson, AlignedRole } from './check-alignment.ts';
import { checkAlignment } from './check-alignment.ts';

/** The threats of unaligned roles as they stand at this moment. */
@Injectable()
export class ShowAlignment {
  constructor(
    private readonly registry: ReadRegistry,
    private readonly uses: RoleUses,
    private readonly pairs: DutyPairs,
    private readonly database: Database,
  ) {}

  /** Rejections: `not-allowed`. */
  async run(actor: Actor, institution = actor.institution): Promise<AlignmentView | Rejection> {
    if (!looksInto(actor, institution)) return notLookingInto(institution);
    const facts = await this.registry.of(institution);
    const [uses, pairs, overdue] = await Promise.all([
      this.uses.of(institution, actor.language),
      this.pairs.of(institution),
      this.overdue(institution, facts.now),
    ]);
    const found = checkAlignment({
      people: facts.people.map((person) => alignedPerson(facts, person)),
      roles: roleKeys.map((role) => alignedRole(facts, role, uses, overdue.get(role) ?? 0)),
      pairs: pairs.filter(({ scope }) => scope === 'org').map((pair) => alignedPair(pair, actor.language)),
    });
    const named = (competence: string): string =>
      nameIn(facts.competences.find((each) => each.key === competence)?.names ?? { en: competence }, actor.language);
    return {
      institution,
      checkedAt: facts.now,
      checks: found.map(({ check, findings }) => ({
        check,
        findings: findings.map((each) =>
          each.competence === undefined ? each : { ...each, competence: named(each.competence) },
        ),
      })),
    };
  }

  /** Open tasks past their date, by role. */
  private async overdue(institution: string, now: number): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.reader.query(
      `SELECT c.candidate AS role, COUNT(*) AS late FROM task t JOIN task_candidate c ON c.task_id = t.id AND c.kind = 'group'
       WHERE t.institution = ? AND t.due_at < ? GROUP BY c.candidate`,
      [institution, now],
      { role: key(), late: integer() },
    );
    return new Map(rows.map(({ role, late }) => [role, late]));
  }
}

function alignedPerson(facts: RegistryFacts, { id, account, name, kind }: RegistryFacts['people'][number]): AlignedPerson {
  const { absences, now, calendar } = facts;
  const away = absenceAt(absences, id, now);
  const standIn = standInOf(absences, id, now)?.personId;
  const roles = rolesOf(facts, id);
  return {
    account,
    name,
    isPartner: kind === 'partner',
    roles,
    acknowledged: new Map(roles.map((role) => [role, facts.acknowledged(id, role)?.version ?? 0])),
    competences: facts.held.get(id) ?? new Set(),
    ...(away && {
      away: {
        standIn: standIn !== undefined && facts.people.some((person) => person.id === standIn),
        until: calendar.dayOf(away.endsAt - 1),
      },
    }),
  };
}

function alignedRole(facts: RegistryFacts, role: string, uses: readonly RoleUse[], overdue: number): AlignedRole {
  const { version, texts } = facts.describe(role);
  return {
    role,
    tasks: uses.filter((use) => use.role === role && use.as !== 'consulted').map(withoutRole),
    overdue,
    version,
    empty: emptyParts(texts),
    requires: facts.required(role).filter((competence) => facts.competences.some((each) => each.key === competence)),
  };
}

const alignedPair = (
  { a, b, level, reason }: { a: string; b: string; level: string; reason: { readonly [L in Language]?: string } },
  language: Language,
): AlignedPair => ({ a, b, level, reason: nameIn(reason, language) });
