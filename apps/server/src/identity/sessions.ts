import { Injectable } from '@nestjs/common';
import type { OpenSessionView, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { People } from './people.ts';
import type { PersonRow, SessionRow } from './tables.ts';
import { personTable, sessionTable } from './tables.ts';
import { hashToken, newToken } from './tokens.ts';

/** A working day with overtime; then one signs in again. */
export const sessionMillis = 12 * 60 * 60_000;
/** A token is changed for a new one after this time. */
const tokenMillis = 30 * 60_000;
/** So long the token before is still good once the new one was seen: for requests that were on their way. */
const graceMillis = 60_000;

export interface OpenedSession {
  readonly sessionId: string;
  readonly token: string;
  readonly expiresAt: number;
}

/** A live session, and how its token stands. */
export interface FoundSession {
  readonly row: SessionRow;
  /** The token was replaced already; the answer with the new one may be on its way, or lost. */
  readonly isEarlier: boolean;
}

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

  /**
   * Opens a session with a new token; the one that the browser had is revoked, expired ones of the person are removed.
   * @param client what the browser says of itself, for the person's own list
   */
  async open(
    command: Command,
    personId: string,
    { earlierToken, client = '' }: { readonly earlierToken?: string | undefined; readonly client?: string } = {},
  ): Promise<OpenedSession | Rejection> {
    const token = newToken();
    const id = this.ids.next();
    return this.committer.run(command, async () => {
      const person = await this.people.byId(personId);
      if (!person) return rejected('not-signed-in', 'The account was closed.');
      const now = this.clock.now();
      const expiresAt = now + sessionMillis;
      const changes = new RowChanges();
      changes.insert(sessionTable, {
        id,
        tokenHash: hashToken(token),
        previousHash: null,
        rotatedAt: now,
        confirmedAt: now,
        personRevision: person.revision,
        client: client.slice(0, 191),
        personId: person.id,
        createdAt: now,
        expiresAt,
        revokedAt: null,
        revision: 1,
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
      if (earlier) changes.update(sessionTable, earlier.row.id, { revokedAt: now });
      const expired = await this.database.reader.find(sessionTable, 'person_id = ? AND expires_at <= ?', [person.id, now]);
      for (const session of expired) changes.delete(sessionTable, session.id);
      return {
        guards: [{ table: personTable, id: person.id, revision: person.revision, mode: 'rely' as const }],
        changes: changes.list(),
        // The stored answer never holds the token: a row of the database must not open a session.
        commands: [{ command, answer: { sessionId: id } }],
        answer: { sessionId: id, token, expiresAt },
        afterCommit: [],
      };
    });
  }

  /** The live session of a token. */
  async find(token: string): Promise<FoundSession | undefined> {
    const hash = hashToken(token);
    const { reader } = this.database;
    const [[own], [earlier]] = await Promise.all([
      reader.among(sessionTable, 'tokenHash', [hash]),
      reader.among(sessionTable, 'previousHash', [hash]),
    ]);
    const row = own ?? earlier;
    if (!row || !this.isLive(row)) return undefined;
    const isEarlier = row.tokenHash !== hash;
    const isPast = isEarlier && row.confirmedAt !== null && row.confirmedAt + graceMillis < this.clock.now();
    return isPast ? undefined : { row, isEarlier };
  }

  /** Is the session still open? */
  async isOpen(sessionId: string): Promise<boolean> {
    const row = await this.database.reader.byId(sessionTable, sessionId);
    return row !== undefined && this.isLive(row);
  }

  /**
   * Changes the token where it is time to: after half an hour, when the person's rights have changed, and when the answer with
   * the new one seems to have been lost. Requests at the same time get at most one new token; the one before stays good for a
   * minute after the new one was seen.
   * @returns the new token
   */
  async renew(found: FoundSession, token: string, person: PersonRow): Promise<string | undefined> {
    const { row, isEarlier } = found;
    const now = this.clock.now();
    const isLost = isEarlier && row.confirmedAt === null && row.rotatedAt + graceMillis < now;
    const isDue = !isEarlier && (row.rotatedAt + tokenMillis <= now || row.personRevision !== person.revision);
    if (isLost || isDue) {
      const fresh = newToken();
      const changed = {
        tokenHash: hashToken(fresh),
        previousHash: hashToken(token),
        rotatedAt: now,
        confirmedAt: null,
        personRevision: person.revision,
      };
      return (await this.change(row, changed)) ? fresh : undefined;
    }
    if (!isEarlier && row.confirmedAt === null) await this.change(row, { confirmedAt: now });
    return undefined;
  }

  /** Open sessions of a person, the latest first. */
  async list(personId: string, current?: string): Promise<OpenSessionView[]> {
    const now = this.clock.now();
    const rows = await this.database.reader.find(
      sessionTable,
      'person_id = ? AND revoked_at IS NULL AND expires_at > ?',
      [personId, now],
      { orderBy: 'created_at DESC, id DESC' },
    );
    return rows.map(({ id, client, createdAt, rotatedAt, confirmedAt, expiresAt }) => ({
      id,
      client,
      createdAt,
      seenAt: Math.max(rotatedAt, confirmedAt ?? 0),
      expiresAt,
      isCurrent: id === current,
    }));
  }

  /**
   * Ends sessions of a person; counts from the next request on. Revoking twice is no error.
   * @param which one of them, or all but one; default: all
   */
  async revoke(
    command: Command,
    personId: string,
    which: { readonly only?: string; readonly except?: string | undefined } = {},
  ): Promise<null | Rejection> {
    return this.committer.run<null>(command, async () => {
      const changes = new RowChanges();
      const ended = await this.planRevoking(changes, personId, which);
      const person = await this.database.reader.byId(personTable, personId);
      if (ended > 0 && person)
        recordAct(changes, {
          id: command.id,
          at: this.clock.now(),
          account: command.account,
          institution: person.institution,
          act: 'signed-out',
          object: { type: 'person', id: personId },
        });
      return { guards: [], changes: changes.list(), commands: [{ command, answer: null }], answer: null, afterCommit: [] };
    });
  }

  /** The same as part of another plan. @returns how many end */
  async planRevoking(
    changes: RowChanges,
    personId: string,
    { only, except }: { readonly only?: string; readonly except?: string | undefined } = {},
  ): Promise<number> {
    const rows = await this.database.reader.find(sessionTable, 'person_id = ? AND revoked_at IS NULL', [personId]);
    const ended = rows.filter(({ id }) => id !== except && (only === undefined || id === only));
    for (const { id } of ended) changes.update(sessionTable, id, { revokedAt: this.clock.now() });
    return ended.length;
  }

  private isLive = ({ revokedAt, expiresAt }: SessionRow): boolean => revokedAt === null && expiresAt > this.clock.now();

  /** False: somebody else changed it meanwhile. */
  private async change(row: SessionRow, set: Partial<SessionRow>): Promise<boolean> {
    const command = { id: this.ids.next(), account: 'system' };
    const changed = await this.committer.run<null>(command, async () => {
      const present = await this.database.reader.byId(sessionTable, row.id);
      if (present?.revision !== row.revision) return rejected('version-conflict', 'The session was changed meanwhile.');
      const changes = new RowChanges();
      const guard = changes.revise(sessionTable, present, set);
      return { guards: [guard], changes: changes.list(), commands: [{ command, answer: null }], answer: null, afterCommit: [] };
    });
    return !isRejection(changed);
  }
}
