import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { People } from './people.ts';
import type { SessionRow } from './tables.ts';
import { personTable, sessionTable } from './tables.ts';
import { hashToken, newToken } from './tokens.ts';

/** A working day with overtime; then one signs in again. */
export const sessionMillis = 12 * 60 * 60_000;

/** Browsers that are signed in. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly people: People,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Opens a session with a new token; the one that the browser had is revoked, expired ones of the person are removed. */
  async open(
    command: Command,
    personId: string,
    earlierToken?: string,
  ): Promise<{ sessionId: string; token: string } | Rejection> {
    const token = newToken();
    const id = this.ids.next();
    return this.committer.run(command, async () => {
      const person = await this.people.byId(personId);
      if (!person) return rejected('not-signed-in', 'The account was closed.');
      const now = this.clock.now();
      const changes = new RowChanges();
      changes.insert(sessionTable, {
        id,
        tokenHash: hashToken(token),
        personId: person.id,
        createdAt: now,
        expiresAt: now + sessionMillis,
        revokedAt: null,
      });
      recordAct(changes, {
        id: command.id,
        at: now,
        account: person.account,
        institution: person.institution,
        act: 'signed-in',
        object: { type: 'person', id: person.id },
      });
      const earlier = earlierToken === undefined ? undefined : await this.find(earlierToken);
      if (earlier) changes.update(sessionTable, earlier.id, { revokedAt: now });
      const expired = await this.database.reader.find(sessionTable, 'person_id = ? AND expires_at <= ?', [person.id, now]);
      for (const session of expired) changes.delete(sessionTable, session.id);
      return {
        guards: [{ table: personTable, id: person.id, revision: person.revision, mode: 'rely' as const }],
        changes: changes.list(),
        // The stored answer never holds the token: a row of the database must not open a session.
        commands: [{ command, answer: { sessionId: id } }],
        answer: { sessionId: id, token },
        afterCommit: [],
      };
    });
  }

  /** The live session of a token. */
  async find(token: string): Promise<SessionRow | undefined> {
    const session = await this.database.reader.findOne(sessionTable, 'token_hash = ?', [hashToken(token)]);
    return session && session.revokedAt === null && session.expiresAt > this.clock.now() ? session : undefined;
  }

  /** Counts from the next request on. Revoking twice is no error. */
  async revoke(command: Command, sessionId: string): Promise<null | Rejection> {
    return this.committer.run<null>(command, async () => {
      const changes = new RowChanges();
      const session = await this.database.reader.byId(sessionTable, sessionId);
      if (session?.revokedAt === null) {
        const now = this.clock.now();
        const person = await this.database.reader.byId(personTable, session.personId);
        changes.update(sessionTable, sessionId, { revokedAt: now });
        recordAct(changes, {
          id: command.id,
          at: now,
          account: command.account,
          institution: person?.institution ?? 'shared',
          act: 'signed-out',
          object: { type: 'person', id: session.personId },
        });
      }
      return { guards: [], changes: changes.list(), commands: [{ command, answer: null }], answer: null, afterCommit: [] };
    });
  }
}
