import { Injectable } from '@nestjs/common';
import type { NoticeKind, Preferences, PreferencesRequest, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Actor } from './actor.ts';
import { personTable, preferenceTable } from './tables.ts';

/** As it comes. */
const usual: Omit<Preferences, 'language'> = { theme: 'system', textSize: 100, singleKeys: true, mailOff: [], firstView: null };

/** How people want the product to be. */
@Injectable()
export class PreferencesOfPeople {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
  ) {}

  async of(personId: string): Promise<Preferences | undefined> {
    const person = await this.database.reader.byId(personTable, personId);
    if (!person) return undefined;
    const row = await this.database.reader.byId(preferenceTable, personId);
    return { ...usual, ...row?.content, language: person.language };
  }

  /** Does the person of this account want no mail of the kind? */
  async refuses(account: string, kind: NoticeKind): Promise<boolean> {
    const person = await this.database.reader.findOne(personTable, 'account = ?', [account]);
    const row = person && (await this.database.reader.byId(preferenceTable, person.id));
    return row?.content.mailOff?.includes(kind) ?? false;
  }

  /** What is not given stays as it is. Rejections: `not-allowed` for who is no person. */
  async change(command: Command, actor: Actor, { language, ...given }: PreferencesRequest): Promise<Preferences | Rejection> {
    const personId = actor.personId;
    if (personId === undefined) return rejected('not-allowed', 'Only people have preferences.');
    return this.committer.run<Preferences>(command, async () => {
      const person = await this.database.reader.byId(personTable, personId);
      if (!person) return rejected('not-found', 'The account was closed.');
      const earlier = await this.database.reader.byId(preferenceTable, personId);
      const content = { ...earlier?.content, ...given };
      const row = { content, changedAt: this.clock.now() };
      const changes = new RowChanges();
      if (earlier) changes.update(preferenceTable, personId, row);
      else changes.insert(preferenceTable, { id: personId, ...row });
      if (language !== undefined) changes.update(personTable, personId, { language });
      const answer: Preferences = { ...usual, ...content, language: language ?? person.language };
      return { guards: [], changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
    });
  }
}
