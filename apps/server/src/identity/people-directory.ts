import { Injectable } from '@nestjs/common';
import type { PeopleQuery, PersonView } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import type { SqlParameter } from '../platform/database/dialect.ts';
import type { Actor } from './actor.ts';
import type { PersonRow, RoleAssignmentRow } from './tables.ts';
import { personTable, roleAssignmentTable } from './tables.ts';
import { seesOwnOnly } from './visibility.ts';

/** Somebody who can be written to. */
export interface Addressee {
  readonly account: string;
  readonly name: string;
  readonly email: string;
  readonly language: PersonRow['language'];
}

const isAmong = ({ institution, roles }: PersonView, asked: string): boolean =>
  institution === asked || roles.some((held) => held.institution === asked);

/** Lists of people: for display, for notices, for choosing an assignee. */
@Injectable()
export class PeopleDirectory {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** People with something to do in the asker's institutions, by name, with the roles that they hold there now. */
  async list(actor: Actor, query: PeopleQuery): Promise<PersonView[]> {
    const institutions = actor.institutions.filter((id) => query.institution === undefined || id === query.institution);
    if (institutions.length === 0) return [];
    const people = await this.database.reader.find(
      personTable,
      'active = ? AND (institution IN (?) OR id IN (SELECT person_id FROM role_assignment WHERE institution IN (?)))',
      [true, institutions, institutions],
      { orderBy: 'name, account' },
    );
    const held = await this.heldNow('institution IN (?)', [institutions]);
    return people
      .map((person) => ({
        account: person.account,
        name: person.name,
        institution: person.institution,
        roles: held.filter(({ personId }) => personId === person.id).map(({ role, institution }) => ({ role, institution })),
      }))
      .filter(({ account }) => query.account === undefined || account === query.account)
      .filter(({ roles }) => query.role === undefined || roles.some(({ role }) => role === query.role));
  }

  /** The same for who only looks: somebody from outside learns the name of an account that they know, and nothing else. */
  async look(actor: Actor, query: PeopleQuery): Promise<PersonView[]> {
    const people = await this.list(actor, query);
    return people.flatMap((person) => {
      if (actor.institutions.some((each) => isAmong(person, each) && !seesOwnOnly(actor, each))) return [person];
      return query.account === undefined ? [] : [{ ...person, roles: [] }];
    });
  }

  /** Who holds the role in the institution now, by account. */
  async holdersOf(role: string, institution: string): Promise<Addressee[]> {
    const held = await this.heldNow('role = ? AND institution = ?', [role, institution]);
    if (held.length === 0) return [];
    const ids = [...new Set(held.map(({ personId }) => personId))];
    const people = await this.database.reader.find(personTable, 'active = ? AND id IN (?)', [true, ids], {
      orderBy: 'account',
    });
    return people.map(({ account, name, email, language }) => ({ account, name, email, language }));
  }

  async findAddressee(account: string): Promise<Addressee | undefined> {
    const person = await this.database.reader.findOne(personTable, 'account = ? AND active = ?', [account, true]);
    return person && { account, name: person.name, email: person.email, language: person.language };
  }

  /** Names for display; accounts that do not exist (any more) are left out. */
  async namesOf(accounts: Iterable<string>): Promise<Map<string, string>> {
    const asked = [...new Set(accounts)];
    if (asked.length === 0) return new Map();
    const people = await this.database.reader.find(personTable, 'account IN (?)', [asked]);
    return new Map(people.map(({ account, name }) => [account, name]));
  }

  private heldNow(where: string, parameters: readonly SqlParameter[]): Promise<RoleAssignmentRow[]> {
    const now = this.clock.now();
    return this.database.reader.find(
      roleAssignmentTable,
      `${where} AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)`,
      [...parameters, now, now],
      { orderBy: 'valid_from, id' },
    );
  }
}
