import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Calendar } from '@gaita/calendar';
import type { DutyPair, Language } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { DutyNoteRow } from '../../duties/index.ts';
import { dutyNoteTable, DutyPairs, dutyPairTable } from '../../duties/index.ts';
import type { PersonRow, RoleAssignmentRow } from '../../identity/index.ts';
import {
  absenceTable,
  apiTokenTable,
  demoInstitutions,
  personTable,
  roleAssignmentTable,
  unitTable,
} from '../../identity/index.ts';
import { DuplicateRow } from '../../platform/errors.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { shippedRequirements } from '../data/competences.ts';
import { shippedDescription } from '../data/role-descriptions.ts';
import { isRole } from '../registry-facts.ts';
import { RegistryTools } from '../registry-tools.ts';
import { dutyAcknowledgementTable, personCompetenceTable, postHolderTable, postTable, roleDescriptionTable } from '../tables.ts';
import type { DemoPlace } from './demo-registry.ts';
import {
  demoAbsences,
  demoChanges,
  demoGaps,
  demoOrganisations,
  demoPair,
  demoPosts,
  demoRefusal,
  demoRoles,
  demoTokens,
  demoUnacknowledged,
  demoUnits,
  demoUnitsOfRoles,
  demoWithoutDuty,
} from './demo-registry.ts';

const day = 86_400_000;
const nowhere = { rootInstanceId: null, instanceId: null, businessKey: null, definitionId: null, elementId: null, taskId: null };
const firstVersion = 1;

/** Gives the demo people units, posts, absences, competences and acknowledged duties, once a database, in one commit. */
@Injectable()
export class DemoRegistry {
  constructor(
    private readonly tools: RegistryTools,
    private readonly pairs: DutyPairs,
  ) {}

  /** @returns whether this call did it */
  async seed(): Promise<boolean> {
    const { reader, committer } = this.tools;
    if ((await reader.count(postTable)) > 0 || (await reader.count(personTable, 'demo = ?', [true])) === 0) return false;
    const command = { id: 'demo-registry', account: 'system' };
    try {
      const answer = await committer.run<null>(command, async () => {
        const people = await reader.find(personTable, 'demo = ?', [true]);
        const roles = await reader.find(roleAssignmentTable, 'person_id IN (?)', [people.map(({ id }) => id)]);
        const changes = new RowChanges();
        for (const [at, { id }] of demoInstitutions.entries()) {
          const calendar = await this.tools.calendarOf(id);
          new Seeding(changes, people, roles, id, at, calendar, this.tools.now()).run(await this.pairs.of(id));
        }
        // what they may do is known already of who has signed in
        const guards = people.map((person) => changes.revise(personTable, person, {}));
        return { guards, changes: changes.list(), commands: [{ command, answer: null }], answer: null, afterCommit: [] };
      });
      return !isRejection(answer);
    } catch (error) {
      // another replica was quicker
      if (error instanceof DuplicateRow) return false;
      throw error;
    }
  }
}

/** One institution. Ids are made of names, so that two replicas collide instead of both succeeding. */
class Seeding {
  private made = 0;

  constructor(
    private readonly changes: RowChanges,
    private readonly people: readonly PersonRow[],
    private readonly roles: readonly RoleAssignmentRow[],
    private readonly institution: string,
    private readonly nth: number,
    private readonly calendar: Calendar,
    private readonly now: number,
  ) {}

  run(pairs: readonly DutyPair[]): void {
    for (const { key, parent, names } of demoUnits)
      this.changes.insert(unitTable, {
        id: this.idOf(key),
        institution: this.institution,
        parent: parent === null ? null : this.idOf(parent),
        names,
        active: true,
        revision: 1,
      });
    this.posts();
    this.assignments();
    this.absences();
    this.knowledge();
    this.descriptions();
    this.conflicts(pairs);
    this.tokens();
    for (const person of this.people.filter(({ institution, kind }) => institution === this.institution && kind === 'partner'))
      this.changes.update(personTable, person.id, {
        organisation: demoOrganisations[Number(person.account.split('-').pop())] ?? null,
      });
  }

  private posts(): void {
    for (const { key, unit, names, roles, holders } of demoPosts) {
      const id = this.idOf(`post-${key}`);
      const place = unit === null ? null : this.idOf(unit);
      const post = { id, institution: this.institution, unit: place, names, roles: [...roles], active: true, revision: 1 };
      this.changes.insert(postTable, post);
      for (const who of holders)
        this.changes.insert(postHolderTable, {
          id: this.nextId('holder'),
          postId: id,
          personId: this.person(who).id,
          validFrom: 0,
          validTo: null,
          revision: 1,
        });
    }
  }

  private assignments(): void {
    for (const { who, role, unit, from, to } of demoRoles)
      this.changes.insert(roleAssignmentTable, {
        id: this.nextId('role'),
        personId: this.person(who).id,
        role,
        institution: this.institution,
        unit: unit === undefined ? null : this.idOf(unit),
        service: null,
        validFrom: from === undefined ? 0 : this.startOf(from),
        validTo: to === undefined ? null : this.startOf(to + 1),
        revision: 1,
      });
    for (const { who, unit } of demoUnitsOfRoles) this.changeRole(who, { unit: this.idOf(unit) });
    this.changeRole(demoWithoutDuty, { validTo: this.startOf(0) });
  }

  private changeRole(who: DemoPlace, set: Partial<RoleAssignmentRow>): void {
    const { id } = this.person(who);
    const row = this.roles.find((each) => each.personId === id && each.role === who.role);
    if (row) this.changes.update(roleAssignmentTable, row.id, { ...set, revision: row.revision + 1 });
  }

  private absences(): void {
    for (const { who, by, from, to, kind } of demoAbsences)
      this.changes.insert(absenceTable, {
        id: this.nextId('absence'),
        personId: this.person(who).id,
        substituteId: by === null ? null : this.person(by).id,
        startsAt: this.startOf(from),
        endsAt: this.startOf(to + 1),
        kind,
        announcedBy: this.person(who).account,
        announcedAt: this.now - 10 * day,
        revokedAt: null,
        revision: 1,
      });
  }

  /** Everybody can what their role asks for and knows its duties, but for a few. */
  private knowledge(): void {
    const lacks = demoGaps.map(({ who, competence }) => `${this.person(who).id} ${competence}`);
    const silent = new Set(demoUnacknowledged.map((who) => this.person(who).id));
    const extra = demoRoles.map(({ who, role }) => ({ personId: this.person(who).id, role: role as string }));
    const held = [...this.roles.filter(({ institution }) => institution === this.institution), ...extra];
    const known = new Set<string>();
    for (const { personId, role } of held) {
      if (!isRole(role)) continue;
      for (const competence of shippedRequirements[role]) {
        const key = `${personId} ${competence}`;
        if (known.has(key) || lacks.includes(key) || this.hasAtHome(personId)) continue;
        known.add(key);
        this.changes.insert(personCompetenceTable, { id: this.nextId('can'), personId, competence, since: this.now - 400 * day });
      }
      if (silent.has(personId)) continue;
      const at = this.now - 90 * day;
      const { institution } = this;
      this.changes.insert(dutyAcknowledgementTable, {
        id: this.nextId('knows'),
        personId,
        institution,
        role,
        version: firstVersion,
        at,
      });
    }
  }

  /** What somebody of another institution can stands with their own one. */
  private hasAtHome(personId: string): boolean {
    return this.people.find(({ id }) => id === personId)?.institution !== this.institution;
  }

  private descriptions(): void {
    for (const { role, note, conditions, empties } of demoChanges) {
      const texts = shippedDescription(role);
      this.changes.insert(roleDescriptionTable, {
        id: this.nextId('described'),
        institution: this.institution,
        role,
        version: firstVersion + 1,
        texts: { ...texts, ...(conditions && { conditions }), ...(empties && { [empties]: {} }) },
        changedBy: this.person({ role: 'personnel-manager', nth: 1 }).account,
        changedAt: this.now - 7 * day,
        note: note[this.language],
      });
    }
  }

  /** A pair of the institution's own that somebody has a reason to break, and a shipped one that refused somebody. */
  private conflicts(pairs: readonly DutyPair[]): void {
    const { a, b, reason, nevertheless, because } = demoPair;
    const own: DutyPair = {
      id: this.nextId('pair'),
      a,
      b,
      scope: 'org',
      level: 'soft',
      reason: { en: reason[this.language] },
      own: true,
    };
    this.changes.insert(dutyPairTable, {
      id: own.id,
      institution: this.institution,
      roleA: a,
      roleB: b,
      scope: own.scope,
      level: own.level,
      reason: reason[this.language],
      createdBy: this.person({ role: 'personnel-manager', nth: 1 }).account,
      createdAt: this.now - 40 * day,
    });
    this.note(own, nevertheless, b, 'reason', because[this.language]);
    const hard = pairs.find((pair) => pair.a === demoRefusal.a && pair.b === demoRefusal.b);
    if (hard) this.note(hard, demoRefusal.who, demoRefusal.role, 'blocked', null);
  }

  private note(pair: DutyPair, who: DemoPlace, role: string, kind: DutyNoteRow['kind'], reason: string | null): void {
    const { institution } = this;
    const { account } = this.person(who);
    const against = role === pair.a ? pair.b : pair.a;
    this.changes.insert(dutyNoteTable, {
      ...nowhere,
      id: this.nextId('conflict'),
      institution,
      kind,
      roleA: pair.a,
      roleB: pair.b,
      scope: pair.scope,
      conflict: { pair, role, against, why: 'holds-role', account, where: { institution } },
      act: 'assign',
      account,
      actor: this.person({ role: 'personnel-manager', nth: 1 }).account,
      reason,
      at: this.now - 20 * day,
    });
  }

  private tokens(): void {
    for (const { name, scopes, until, used } of demoTokens)
      this.changes.insert(apiTokenTable, {
        id: this.nextId('token'),
        personId: this.person({ role: 'administrator', nth: 1 }).id,
        name: name[this.language],
        hint: 'gaita_demo',
        tokenHash: randomBytes(32).toString('hex'),
        scopes: [...scopes],
        createdAt: this.now - 100 * day,
        expiresAt: this.now + until * day,
        usedAt: used ? this.now - day / 8 : null,
        revokedAt: null,
        revokedBy: null,
      });
  }

  private get language(): Language {
    return demoInstitutions[this.nth]!.language;
  }

  private person({ role, nth }: DemoPlace): PersonRow {
    const accounts = this.roles
      .filter((each) => each.role === role && each.institution === this.institution)
      .flatMap(({ personId }) => this.people.find(({ id, account }) => id === personId && account !== 'admin') ?? [])
      .sort((one, other) => Number(one.account.split('-').pop()) - Number(other.account.split('-').pop()));
    const found = accounts[nth - 1] ?? accounts[0];
    if (!found) throw new Error(`The demo has no ${role} in ${this.institution}.`);
    return found;
  }

  private startOf(daysFromNow: number): number {
    return this.calendar.startOfDay(this.calendar.dayOf(this.now + daysFromNow * day));
  }

  private idOf(key: string): string {
    return `demo-${this.nth + 1}-${key}`;
  }

  private nextId(kind: string): string {
    return this.idOf(`${kind}-${String(++this.made).padStart(3, '0')}`);
  }
}
