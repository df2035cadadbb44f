import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import { DuplicateRow, OperationalError } from '../../platform/errors.ts';
import { Ids } from '../../platform/ids.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { Institutions } from '../institutions.ts';
import { hashPassword } from '../passwords.ts';
import { institutionTable, passwordTable, personTable, roleAssignmentTable } from '../tables.ts';
import { demoInstitutions, demoPeople } from './demo-institutions.ts';

export const demoPassword = 'demo';

/** One hash for all demo people, made once in a process: their password is no secret, and a start must be quick. */
let sharedHash: Promise<string> | undefined;

/** Gives a database without institutions the two demo institutions and their people, in one commit. */
@Injectable()
export class DemoPeople {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly institutions: Institutions,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Safe to repeat, and from two replicas at once: the institutions' ids are fixed, so only one commit can insert them. */
  async seed(): Promise<'seeded' | 'present'> {
    if (await this.isPresent()) return 'present';
    sharedHash ??= hashPassword(demoPassword);
    const hash = await sharedHash;
    const answer = await this.insert(hash).catch(presentAfterAll);
    if (isRejection(answer)) throw new OperationalError(`The demo people could not be stored: ${answer.message}`);
    return answer;
  }

  /** How many sample people the database has. */
  count(): Promise<number> {
    return this.database.reader.count(personTable, 'demo = ?', [true]);
  }

  private insert(hash: string): Promise<'seeded' | 'present' | Rejection> {
    const command = { id: this.ids.next(), account: 'system' };
    return this.committer.run<'seeded' | 'present'>(command, async () => ({
      guards: [],
      changes: this.rows(hash),
      commands: [{ command, answer: 'seeded' }],
      answer: 'seeded',
      afterCommit: [() => this.institutions.forget()],
    }));
  }

  private async isPresent(): Promise<boolean> {
    return (await this.database.reader.count(institutionTable)) > 0;
  }

  private rows(hash: string) {
    const now = this.clock.now();
    const changes = new RowChanges();
    for (const institution of demoInstitutions) changes.insert(institutionTable, { ...institution, revision: 1 });
    for (const { account, name, institution, language, roles } of demoPeople()) {
      const id = this.ids.next();
      const email = `${account}@example.org`;
      changes.insert(personTable, {
        id,
        account,
        name,
        email,
        institution,
        language,
        active: true,
        demo: true,
        kind: roles.some(({ role }) => role === 'partner') ? 'partner' : 'staff',
        organisation: null,
        revision: 1,
        createdAt: now,
      });
      changes.insert(passwordTable, { id, hash, changedAt: now });
      // Roles reach back to before the cases that the demo plays on a virtual clock.
      for (const held of roles) {
        const always = { validFrom: 0, validTo: null, unit: null, service: null };
        changes.insert(roleAssignmentTable, { id: this.ids.next(), personId: id, ...held, ...always, revision: 1 });
      }
    }
    return changes.list();
  }
}

/** Another replica was quicker. */
function presentAfterAll(error: unknown): 'present' {
  if (error instanceof DuplicateRow) return 'present';
  throw error;
}
