import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database/database.ts';
import type { Actor } from './actor.ts';
import type { PersonRow, RoleAssignmentRow } from './tables.ts';
import { passwordTable, personTable, roleAssignmentTable } from './tables.ts';

const keptAtMost = 5_000;

/** Who exists, and which roles they hold now. */
@Injectable()
export class People {
  /** Assignments by person, good for one revision of the person. */
  private readonly assignments = new Map<string, { readonly revision: number; readonly rows: readonly RoleAssignmentRow[] }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Accounts are written small; undefined for an unknown or closed account, and for a demo person in production. */
  async byAccount(account: string): Promise<PersonRow | undefined> {
    return this.usable(
      await this.database.reader.findOne(personTable, 'account = ?', [account.normalize('NFKC').trim().toLowerCase()]),
    );
  }

  async byId(id: string): Promise<PersonRow | undefined> {
    return this.usable(await this.database.reader.byId(personTable, id));
  }

  async passwordHashOf(personId: string): Promise<string | undefined> {
    return (await this.database.reader.byId(passwordTable, personId))?.hash;
  }

  /** The person as they may act at this moment. */
  async actorOf(person: PersonRow, signedInBy: 'session' | 'basic', sessionId?: string): Promise<Actor> {
    const now = this.clock.now();
    const roles = (await this.assignmentsOf(person))
      .filter((held) => held.validFrom <= now && (held.validTo === null || held.validTo > now))
      .map(({ role, institution }) => ({ role, institution }));
    return {
      account: person.account,
      personId: person.id,
      revision: person.revision,
      name: person.name,
      email: person.email,
      institution: person.institution,
      institutions: [...new Set([person.institution, ...roles.map(({ institution }) => institution)])],
      roles,
      isAdministrator: roles.some(({ role }) => role === 'administrator'),
      language: person.language,
      signedInBy,
      ...(sessionId !== undefined && { sessionId }),
    };
  }

  private async assignmentsOf(person: PersonRow): Promise<readonly RoleAssignmentRow[]> {
    const known = this.assignments.get(person.id);
    if (known?.revision === person.revision) return known.rows;
    const found = await this.database.reader.find(roleAssignmentTable, 'person_id = ?', [person.id], {
      orderBy: 'valid_from, id',
    });
    // The first role decides where new cases belong: one held at home comes before one held elsewhere.
    const home = found.filter(({ institution }) => institution === person.institution);
    const rows = [...home, ...found.filter(({ institution }) => institution !== person.institution)];
    this.assignments.delete(person.id);
    this.assignments.set(person.id, { revision: person.revision, rows });
    const [oldest] = this.assignments.keys();
    if (this.assignments.size > keptAtMost && oldest !== undefined) this.assignments.delete(oldest);
    return rows;
  }

  private usable(person: PersonRow | undefined): PersonRow | undefined {
    return person?.active && !(person.demo && this.config.mode === 'production') ? person : undefined;
  }
}
