import { Injectable } from '@nestjs/common';
import type { ChangePasswordRequest, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { PasswordLinks } from './accounts/password-links.ts';
import type { Actor } from './actor.ts';
import { Authenticator } from './authenticator.ts';
import { hashPassword } from './passwords.ts';
import { Sessions } from './sessions.ts';
import { personTable } from './tables.ts';

/** Somebody chooses another password for themselves. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly committer: Committer,
    private readonly authenticator: Authenticator,
    private readonly passwords: PasswordLinks,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * All other sessions end. Wrong guesses of the present password count as failed sign-ins.
   * Rejections: `not-allowed` (no password here, or the present one is wrong), `too-many-attempts`.
   */
  async run(actor: Actor, { current, password }: ChangePasswordRequest, address: string): Promise<null | Rejection> {
    const person = await this.authenticator.byPassword({ account: actor.account, password: current }, address);
    if (isRejection(person))
      return person.code === 'not-signed-in'
        ? rejected('not-allowed', 'The present password is wrong.', { field: 'current' })
        : person;
    const hash = await hashPassword(password);
    const command = { id: this.ids.next(), account: actor.account };
    return this.committer.run<null>(command, async () => {
      const changes = new RowChanges();
      const guard = changes.revise(personTable, person, {});
      await this.passwords.planPassword(changes, person.id, hash);
      await this.sessions.planRevoking(changes, person.id, { except: actor.sessionId });
      recordAct(changes, {
        id: command.id,
        at: this.clock.now(),
        account: person.account,
        institution: person.institution,
        act: 'password-changed',
        object: { type: 'person', id: person.id },
      });
      return { guards: [guard], changes: changes.list(), commands: [{ command, answer: null }], answer: null, afterCommit: [] };
    });
  }
}
