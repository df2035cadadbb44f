import { Injectable } from '@nestjs/common';
import type { RoleAssignmentRow } from '../identity/index.ts';
import { personTable, roleAssignmentTable } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { Guard } from '../platform/write-plan.ts';
import { CollectFacts } from './collect-facts.ts';
import type { FoundConflict } from './facts.ts';
import { findConflicts } from './find-conflicts.ts';
import { DutyPairs } from './pairs.ts';

/** A role that somebody is to get. */
export interface GivenRole {
  readonly role: string;
  readonly institution: string;
  readonly unit?: string;
  readonly service?: string;
  /** Default: from now on, without end. */
  readonly from?: number;
  readonly until?: number | null;
}

export interface RoleJudgement {
  readonly institution: string;
  readonly conflicts: readonly FoundConflict[];
  readonly guards: readonly Guard[];
}

/** Judges whether somebody may get a role, or stand in for somebody else: what roles they hold at that time counts. */
@Injectable()
export class JudgeRoles {
  constructor(
    private readonly database: Database,
    private readonly pairs: DutyPairs,
    private readonly facts: CollectFacts,
    private readonly clock: Clock,
  ) {}

  async assign(account: string, given: GivenRole): Promise<RoleJudgement> {
    const { rows, guards } = await this.rolesOf(account);
    const service = await this.facts.serviceKey(given.institution, given.service);
    const { from = this.clock.now(), until = null } = given;
    return this.judge(account, rows, guards, given.institution, [{ role: given.role, service, from, until }]);
  }

  /** Every role of the absent person against every one of the substitute. */
  async substitute(account: string, absent: string, from = this.clock.now(), until: number | null = null) {
    const { rows, guards } = await this.rolesOf(account);
    const lender = await this.rolesOf(absent);
    const institutions = [...new Set(lender.rows.map(({ institution }) => institution))];
    return Promise.all(
      institutions.map(async (institution): Promise<RoleJudgement> => {
        const lent = await this.facts.assigned(absent, lender.rows, institution);
        const given = lent.flatMap((fact) =>
          fact.why === 'holds-role' && fact.institution === institution
            ? [{ role: fact.role, service: fact.serviceKey, from: Math.max(fact.from, from), until: earlier(fact.until, until) }]
            : [],
        );
        return this.judge(account, rows, [...guards, ...lender.guards], institution, given);
      }),
    );
  }

  private async judge(
    account: string,
    rows: readonly RoleAssignmentRow[],
    guards: readonly Guard[],
    institution: string,
    given: readonly Lent[],
  ): Promise<RoleJudgement> {
    const pairs = await this.pairs.of(institution);
    const facts = await this.facts.assigned(account, rows, institution);
    const conflicts = given.flatMap(({ role, ...rest }) =>
      findConflicts(pairs, { institution, roles: [role], given: rest }, facts),
    );
    return { institution, conflicts, guards };
  }

  /** What the person holds now or will hold: a role from next month on collides with one that goes on until then. */
  private async rolesOf(account: string): Promise<{ rows: readonly RoleAssignmentRow[]; guards: readonly Guard[] }> {
    const { reader } = this.database;
    const person = await reader.findOne(personTable, 'account = ?', [account]);
    if (!person) return { rows: [], guards: [] };
    const rows = await reader.find(roleAssignmentTable, 'person_id = ? AND (valid_to IS NULL OR valid_to > ?)', [
      person.id,
      this.clock.now(),
    ]);
    return { rows, guards: [{ table: personTable, id: person.id, revision: person.revision, mode: 'rely' }] };
  }
}

interface Lent {
  readonly role: string;
  readonly service: string | null;
  readonly from: number;
  readonly until: number | null;
}

const earlier = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);
