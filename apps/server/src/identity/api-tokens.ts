import { Injectable } from '@nestjs/common';
import type { CreatedTokenView, CreateTokenRequest, Rejection, TokenView } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Actor } from './actor.ts';
import { administers } from './actor.ts';
import type { ApiTokenRow, PersonRow } from './tables.ts';
import { apiTokenTable, personTable } from './tables.ts';
import { hashToken, newToken } from './tokens.ts';

/** Tells what leaked in a log or a repository. */
const mark = 'gaita_';
const dayMillis = 24 * 60 * 60_000;
/** The last use is written down this often at most. */
const noteEvery = 10 * 60_000;
const mostPerPerson = 50;

/** By which programs act in the name of people. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The token is in this answer and nowhere else: not stored, not replayed. Rejections: `not-allowed`, `version-conflict` (too many). */
  async create(actor: Actor, request: CreateTokenRequest): Promise<CreatedTokenView | Rejection> {
    const personId = actor.personId;
    if (personId === undefined) return rejected('not-allowed', 'Only people have tokens.');
    const command = { id: this.ids.next(), account: actor.account };
    const token = `${mark}${newToken()}`;
    const id = this.ids.next();
    return this.committer.run<CreatedTokenView>(command, async () => {
      const live = await this.live('person_id = ?', [personId]);
      if (live.length >= mostPerPerson)
        return rejected('version-conflict', `You have ${live.length} tokens: revoke those that you do not need.`);
      const now = this.clock.now();
      const row: ApiTokenRow = {
        id,
        personId,
        name: request.name,
        hint: token.slice(0, mark.length + 4),
        tokenHash: hashToken(token),
        scopes: [...new Set(request.scopes)],
        createdAt: now,
        expiresAt: now + request.days * dayMillis,
        usedAt: null,
        revokedAt: null,
        revokedBy: null,
      };
      const changes = new RowChanges();
      changes.insert(apiTokenTable, row);
      recordAct(changes, {
        id: command.id,
        at: now,
        account: actor.account,
        institution: actor.institution,
        act: 'token-made',
        object: { type: 'token', id },
        details: { scopes: row.scopes },
      });
      return {
        guards: [{ table: personTable, id: personId, revision: actor.revision ?? 0, mode: 'rely' as const }],
        changes: changes.list(),
        commands: [{ command, answer: { id } }],
        answer: { ...view(row, actor), token },
        afterCommit: [],
      };
    });
  }

  /** One's own, or those of the people of the institutions that one administers; the latest first. */
  async list(actor: Actor, of: 'mine' | 'institution'): Promise<TokenView[]> {
    const people =
      of === 'mine'
        ? await this.database.reader.find(personTable, 'id = ?', [actor.personId ?? ''])
        : await this.database.reader.find(personTable, 'institution IN (?)', [administered(actor)]);
    if (people.length === 0) return [];
    const byId = new Map(people.map((person) => [person.id, person]));
    const rows = await this.live('person_id IN (SELECT id FROM person WHERE id = ? OR institution IN (?))', [
      actor.personId ?? '',
      of === 'mine' ? [] : administered(actor),
    ]);
    return rows.flatMap((row) => {
      const owner = byId.get(row.personId);
      return owner ? [view(row, owner)] : [];
    });
  }

  /** By its owner or an administrator of the owner's institution; counts from the next request on. Rejections: `not-found`. */
  async revoke(command: Command, actor: Actor, id: string): Promise<{ id: string } | Rejection> {
    return this.committer.run(command, async () => {
      const row = await this.database.reader.byId(apiTokenTable, id);
      const owner = row && (await this.database.reader.byId(personTable, row.personId));
      if (!row || !owner || !(owner.id === actor.personId || administers(actor, owner.institution)))
        return rejected('not-found', 'There is no such token.');
      const changes = new RowChanges();
      if (row.revokedAt === null) {
        const at = this.clock.now();
        changes.update(apiTokenTable, id, { revokedAt: at, revokedBy: actor.account });
        const { institution } = owner;
        recordAct(changes, {
          id: command.id,
          at,
          account: actor.account,
          institution,
          act: 'token-revoked',
          object: { type: 'token', id },
        });
      }
      return { guards: [], changes: changes.list(), commands: [{ command, answer: { id } }], answer: { id }, afterCommit: [] };
    });
  }

  /** The live token that a request brought; notes that it was used. */
  async find(token: string): Promise<ApiTokenRow | undefined> {
    const [row] = token.startsWith(mark) ? await this.live('token_hash = ?', [hashToken(token)]) : [];
    if (row) await this.note(row);
    return row;
  }

  async isOpen(id: string): Promise<boolean> {
    return (await this.live('id = ?', [id])).length > 0;
  }

  private live(where: string, parameters: readonly unknown[]): Promise<ApiTokenRow[]> {
    return this.database.reader.find(
      apiTokenTable,
      `revoked_at IS NULL AND expires_at > ? AND ${where}`,
      [this.clock.now(), ...parameters],
      { orderBy: 'created_at DESC, id DESC' },
    );
  }

  private async note({ id, usedAt }: ApiTokenRow): Promise<void> {
    const now = this.clock.now();
    if (usedAt !== null && usedAt + noteEvery > now) return;
    const command = { id: this.ids.next(), account: 'system' };
    await this.committer.run<null>(command, async () => {
      const changes = new RowChanges();
      changes.update(apiTokenTable, id, { usedAt: now });
      return { guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] };
    });
  }
}

const administered = (actor: Actor): string[] => actor.institutions.filter((institution) => administers(actor, institution));

const view = (row: ApiTokenRow, { account, name }: Pick<PersonRow, 'account' | 'name'>): TokenView => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  owner: { account, name },
  scopes: row.scopes,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  ...(row.usedAt !== null && { usedAt: row.usedAt }),
});
