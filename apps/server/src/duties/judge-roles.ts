import { Injectable } from '@nestjs/common';
import type { PersonRow, RoleAssignmentRow } from '../identity/index.ts';
import { absenceTable, personTable, roleAssignmentTable } from '../identity/index.ts';
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
  /** Who would get it: the person themselves, or somebody who stands in for them meanwhile. */
  readonly account: string;
  readonly institution: string;
  readonly conflicts: readonly FoundConflict[];
  readonly guards: readonly Guard[];
}

/**
 * Judges whether somebody may get a role, or stand in for somebody else: what roles they hold at that time counts, those included that
 * they have from others for whom they stand in; and what they get, whoever stands in for them gets, too.
 */
@Injectable()
export class JudgeRoles {
  constructor(
    private readonly database: Database,
    private readonly pairs: DutyPairs,
    private readonly facts: CollectFacts,
    private readonly clock: Clock,
  ) {}

  /** @param ending assignments that end in the same plan */
  async assign(account: string, given: GivenRole, ending: ReadonlySet<string> = none): Promise<readonly RoleJudgement[]> {
    const person = await this.personOf(account);
    if (!person) return [];
    const service = await this.facts.serviceKey(given.institution, given.service);
    const { role, from = this.clock.now(), until = null } = given;
    return this.ofReceivers(person, given.institution, [{ role, service, from, until }], none, ending);
  }

  /** The role against others that the person gets at the same time. */
  async beside(account: string, given: GivenRole, others: readonly GivenRole[]): Promise<readonly FoundConflict[]> {
    const { role, institution } = given;
    const from = this.clock.now();
    const facts = others.map((other) => ({
      why: 'holds-role' as const,
      account,
      role: other.role,
      institution: other.institution,
      serviceKey: null,
      from,
      until: null,
    }));
    const work = { institution, roles: [role], given: { service: null, from, until: null } };
    return findConflicts(await this.pairs.of(institution), work, facts);
  }

  /** Every role of the absent person against every one of the substitute. */
  async substitute(account: string, absent: string, from = this.clock.now(), until: number | null = null) {
    const [person, lender] = [await this.personOf(account), await this.personOf(absent)];
    if (!person || !lender) return [];
    const rows = await this.held(lender.id, new Set([person.id]));
    const institutions = [...new Set(rows.map(({ institution }) => institution))];
    const judged = await Promise.all(
      institutions.map(async (institution) => {
        const lent = await this.facts.assigned(absent, rows, institution);
        const given = lent.flatMap((fact) =>
          fact.why === 'holds-role' && fact.institution === institution
            ? [{ role: fact.role, service: fact.serviceKey, from: Math.max(fact.from, from), until: earlier(fact.until, until) }]
            : [],
        );
        return this.ofReceivers(person, institution, given, new Set([lender.id]), none);
      }),
    );
    return judged.flat().map((judgement) => ({ ...judgement, guards: [...judgement.guards, guardOf(lender)] }));
  }

  /** @param apart whose roles do not count where they are lent: it is these that are judged */
  private async ofReceivers(
    person: PersonRow,
    institution: string,
    given: readonly Lent[],
    apart: ReadonlySet<string>,
    ending: ReadonlySet<string>,
  ): Promise<readonly RoleJudgement[]> {
    const pairs = await this.pairs.of(institution);
    const receivers = await this.receivers(person, apart);
    return Promise.all(
      receivers.map(async ({ person: receiver, from, until }): Promise<RoleJudgement> => {
        // what the person lends them meets what the person gets with the person already
        const others = receiver === person ? apart : new Set([...apart, person.id]);
        const rows = (await this.held(receiver.id, others)).filter(({ id }) => !ending.has(id));
        const facts = await this.facts.assigned(receiver.account, rows, institution);
        const conflicts = given.flatMap(({ role, service, ...term }) => {
          const meanwhile = { service, from: Math.max(term.from, from), until: earlier(term.until, until) };
          if (meanwhile.until !== null && meanwhile.until <= meanwhile.from && receiver !== person) return [];
          return findConflicts(pairs, { institution, roles: [role], given: meanwhile }, facts);
        });
        return { account: receiver.account, institution, conflicts, guards: [guardOf(receiver)] };
      }),
    );
  }

  /** The person, and who stands in for them, for those in turn, and when. */
  private async receivers(
    person: PersonRow,
    known: ReadonlySet<string>,
    from = 0,
    until: number | null = null,
  ): Promise<Receiver[]> {
    const { reader } = this.database;
    const away = await reader.find(
      absenceTable,
      'person_id = ? AND substitute_id IS NOT NULL AND revoked_at IS NULL AND ends_at > ?',
      [person.id, this.clock.now()],
    );
    const found: Receiver[] = [{ person, from, until }];
    for (const { substituteId, startsAt, endsAt } of away) {
      const substitute = substituteId !== null && !known.has(substituteId) && (await reader.byId(personTable, substituteId));
      const [start, end] = [Math.max(startsAt, from), earlier(endsAt, until)];
      if (substitute && (end === null || end > start))
        found.push(...(await this.receivers(substitute, new Set([...known, person.id]), start, end)));
    }
    return found;
  }

  /** What the person holds now or will hold, and has or will have from others meanwhile. */
  private async held(personId: string, known: ReadonlySet<string>): Promise<readonly HeldRow[]> {
    const { reader } = this.database;
    const now = this.clock.now();
    const own = await reader.find(roleAssignmentTable, 'person_id = ? AND (valid_to IS NULL OR valid_to > ?)', [personId, now]);
    const away = await reader.find(absenceTable, 'substitute_id = ? AND revoked_at IS NULL AND ends_at > ?', [personId, now]);
    const lent: HeldRow[] = [];
    for (const { personId: lender, startsAt, endsAt } of away) {
      const person = known.has(lender) ? undefined : await reader.byId(personTable, lender);
      if (!person) continue;
      for (const row of await this.held(lender, new Set([...known, personId]))) {
        const [validFrom, validTo] = [Math.max(row.validFrom, startsAt), earlier(row.validTo, endsAt)];
        if (validTo === null || validTo > validFrom)
          lent.push({ ...row, validFrom, validTo, standsInFor: row.standsInFor ?? person.account });
      }
    }
    return [...own, ...lent];
  }

  private personOf = (account: string): Promise<PersonRow | undefined> =>
    this.database.reader.findOne(personTable, 'account = ?', [account]);
}

const none: ReadonlySet<string> = new Set();
const guardOf = ({ id, revision }: PersonRow): Guard => ({ table: personTable, id, revision, mode: 'rely' });

type HeldRow = RoleAssignmentRow & { readonly standsInFor?: string };

interface Receiver {
  readonly person: PersonRow;
  readonly from: number;
  readonly until: number | null;
}

interface Lent {
  readonly role: string;
  readonly service: string | null;
  readonly from: number;
  readonly until: number | null;
}

const earlier = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);
