import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.ts';
import { absencesFrom, People, personTable, standInOf } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';

/** Who reads a notice that is for somebody: they, and who stands in for them now. */
@Injectable()
export class NoticeReaders {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  /**
   * Accounts of active people.
   * @param accounts whom it is for
   * @param may whether somebody may know of it, with the roles and absences of this moment
   */
  async of(accounts: Iterable<string>, may: (actor: Actor) => boolean | Promise<boolean>): Promise<string[]> {
    const asked = [...new Set(accounts)];
    const found: string[] = [];
    for (const account of new Set([...asked, ...(await this.standIns(asked))])) {
      const person = await this.people.byAccount(account);
      if (person && (await may(await this.people.actorOf(person, 'basic')))) found.push(account);
    }
    return found;
  }

  private async standIns(accounts: readonly string[]): Promise<string[]> {
    const { reader } = this.database;
    const now = this.clock.now();
    const absences = await absencesFrom(reader, now);
    if (absences.length === 0 || accounts.length === 0) return [];
    const people = await reader.find(personTable, 'account IN (?)', [accounts]);
    const ids = people.flatMap(({ id }) => standInOf(absences, id, now)?.personId ?? []);
    return (await reader.find(personTable, 'id IN (?)', [ids])).map(({ account }) => account);
  }
}
