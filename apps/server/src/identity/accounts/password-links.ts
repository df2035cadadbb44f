import { Injectable } from '@nestjs/common';
import type { PasswordLinkView, Rejection, SetPasswordRequest } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { recordAct } from '../../audit/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Config } from '../../platform/config.ts';
import { Database } from '../../platform/database/database.ts';
import { Ids } from '../../platform/ids.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { hashPassword } from '../passwords.ts';
import { Sessions } from '../sessions.ts';
import { passwordLinkTable, passwordTable, personTable } from '../tables.ts';
import { hashToken, newToken } from '../tokens.ts';

const linkMillis = 3 * 24 * 60 * 60_000;

/** Links by which people set their password, once, within three days. */
@Injectable()
export class PasswordLinks {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly config: Config,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A link for the person as part of a plan; the one before stops working. The token stands behind `#`: no proxy logs it. */
  async plan(
    changes: RowChanges,
    person: { readonly id: string; readonly account: string },
    madeBy: string,
  ): Promise<PasswordLinkView> {
    const token = newToken();
    const now = this.clock.now();
    const earlier = await this.database.reader.byId(passwordLinkTable, person.id);
    const row = { tokenHash: hashToken(token), expiresAt: now + linkMillis, madeBy, madeAt: now };
    if (earlier) changes.update(passwordLinkTable, person.id, { ...row, revision: earlier.revision + 1 });
    else changes.insert(passwordLinkTable, { id: person.id, ...row, revision: 1 });
    return { account: person.account, link: `${this.config.publicUrl}/set-password#${token}`, expiresAt: row.expiresAt };
  }

  /** Works once. All sessions of the person end. Rejections: `not-allowed` for a link that is not good (any more). */
  async use({ token, password }: SetPasswordRequest): Promise<{ account: string } | Rejection> {
    const refused = rejected(
      'not-allowed',
      'The link was used, replaced or is older than three days. Ask an administrator for a new one.',
    );
    const tokenHash = hashToken(token);
    const find = () => this.database.reader.findOne(passwordLinkTable, 'token_hash = ?', [tokenHash]);
    if (!(await find())) return refused;
    const hash = await hashPassword(password);
    const command = { id: this.ids.next(), account: 'anonymous' };
    return this.committer.run<{ account: string }>(command, async () => {
      const link = await find();
      const person = link && (await this.database.reader.byId(personTable, link.id));
      const now = this.clock.now();
      if (!link || link.expiresAt <= now || !person?.active) return refused;
      const changes = new RowChanges();
      const guards = [
        { table: passwordLinkTable, id: link.id, revision: link.revision, mode: 'write' as const },
        changes.revise(personTable, person, {}),
      ];
      changes.delete(passwordLinkTable, link.id);
      await this.planPassword(changes, person.id, hash);
      await this.sessions.planRevoking(changes, person.id);
      const { account, institution } = person;
      recordAct(changes, {
        id: command.id,
        at: now,
        account,
        institution,
        act: 'password-set',
        object: { type: 'person', id: person.id },
      });
      const answer = { account };
      return { guards, changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
    });
  }

  async planPassword(changes: RowChanges, personId: string, hash: string): Promise<void> {
    const row = { hash, changedAt: this.clock.now() };
    if (await this.database.reader.byId(passwordTable, personId)) changes.update(passwordTable, personId, row);
    else changes.insert(passwordTable, { id: personId, ...row });
  }
}
