import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database/database.ts';
import type { Actor } from './actor.ts';
import { Rights } from './rights.ts';
import type { PersonRow } from './tables.ts';
import { passwordTable, personTable } from './tables.ts';

/** How somebody came in. */
export type Entry = Pick<Actor, 'signedInBy' | 'sessionId' | 'signedInUntil' | 'tokenId' | 'scopes'>;

/** Who exists, and which roles they hold now. */
@Injectable()
export class People {
  constructor(
    private readonly database: Database,
    private readonly rights: Rights,
    private readonly config: Config,
  ) {}

  /** Accounts are written small; undefined for an unknown or closed account, and for a demo person in production. */
  async byAccount(account: string): Promise<PersonRow | undefined> {
    const written = account.normalize('NFKC').trim().toLowerCase();
    const [row] = await this.database.reader.among(personTable, 'account', [written]);
    return this.usable(row);
  }

  /** People as they may act at this moment, by account; who cannot come in any more is left out. */
  async actors(accounts: ReadonlySet<string>): Promise<ReadonlyMap<string, Actor>> {
    if (accounts.size === 0) return new Map();
    const rows = await this.database.reader.find(personTable, 'account IN (?)', [[...accounts]]);
    const people = rows.flatMap((row) => this.usable(row) ?? []);
    const actors = await Promise.all(people.map((person) => this.actorOf(person, 'basic')));
    return new Map(actors.map((actor) => [actor.account, actor]));
  }

  async byId(id: string): Promise<PersonRow | undefined> {
    return this.usable(await this.database.reader.byId(personTable, id));
  }

  async passwordHashOf(personId: string): Promise<string | undefined> {
    return (await this.database.reader.byId(passwordTable, personId))?.hash;
  }

  /** The person as they may act at this moment. */
  async actorOf(person: PersonRow, entry: Entry | 'basic' | 'session'): Promise<Actor> {
    const { roles, standsInFor } = await this.rights.now(person);
    return {
      account: person.account,
      personId: person.id,
      revision: person.revision,
      name: person.name,
      email: person.email,
      institution: person.institution,
      institutions: [...new Set([person.institution, ...roles.map(({ institution }) => institution)])],
      roles,
      standsInFor,
      isPartner: person.kind === 'partner',
      isAdministrator: roles.some(({ role, within }) => role === 'administrator' && within === undefined),
      language: person.language,
      ...(typeof entry === 'string' ? { signedInBy: entry } : entry),
    };
  }

  private usable(person: PersonRow | undefined): PersonRow | undefined {
    return person?.active && !(person.demo && this.config.mode === 'production') ? person : undefined;
  }
}
