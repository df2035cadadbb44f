import { Injectable } from '@nestjs/common';
import type { FirstAdministratorRequest, Language, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Country } from '@gaita/calendar';
import { recordAct } from '../audit/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Config } from '../platform/config.ts';
import { Database } from '../platform/database/database.ts';
import { OperationalError } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { Institutions } from './institutions.ts';
import { hashPassword } from './passwords.ts';
import type { InstitutionRow } from './tables.ts';
import { administratorLinkTable, institutionTable, passwordTable, personTable, roleAssignmentTable } from './tables.ts';
import { hashToken, newToken } from './tokens.ts';

const linkMillis = 24 * 60 * 60_000;
/** There is one link at a time, so there is one row. */
const linkId = 'first';

const zones: Readonly<Record<Country, { zone: string; language: Language }>> = {
  LV: { zone: 'Europe/Riga', language: 'lv' },
  LT: { zone: 'Europe/Vilnius', language: 'lt' },
  BG: { zone: 'Europe/Sofia', language: 'bg' },
};

/** Brings a production server its first administrator: whoever reads what the server prints may create the account. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly config: Config,
    private readonly institutions: Institutions,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * The link to print at start, valid for a day; an earlier one stops working. Undefined in demo mode and when somebody
   * administers the server already. The token stands behind `#`: no proxy logs it.
   */
  async openLink(): Promise<string | undefined> {
    if (this.config.mode === 'demo' || (await this.exists())) return undefined;
    const token = newToken();
    const command = { id: this.ids.next(), account: 'system' };
    const stored = await this.committer.run<null>(command, async () => {
      const earlier = await this.database.reader.byId(administratorLinkTable, linkId);
      const row = { tokenHash: hashToken(token), expiresAt: this.clock.now() + linkMillis, usedAt: null };
      const changes = new RowChanges();
      if (earlier) changes.update(administratorLinkTable, linkId, { ...row, revision: earlier.revision + 1 });
      else changes.insert(administratorLinkTable, { id: linkId, ...row, revision: 1 });
      return {
        guards: earlier ? [{ table: administratorLinkTable, id: linkId, revision: earlier.revision, mode: 'write' }] : [],
        changes: changes.list(),
        commands: [{ command, answer: null }],
        answer: null,
        afterCommit: [],
      };
    });
    if (isRejection(stored)) throw new OperationalError(stored.message);
    return `${this.config.publicUrl}/first-administrator#${token}`;
  }

  /** Creates the account and, in an empty database, its institution. Works once. */
  async create(command: Command, request: FirstAdministratorRequest): Promise<{ account: string } | Rejection> {
    const link = await this.database.reader.byId(administratorLinkTable, linkId);
    const now = this.clock.now();
    if (!link || link.usedAt !== null || link.expiresAt <= now || link.tokenHash !== hashToken(request.token)) {
      return rejected('not-allowed', 'The link was used, replaced or is older than a day. Start the server again for a new one.');
    }
    const hash = await hashPassword(request.password);
    return this.committer.run(command, async () => {
      if (await this.exists()) return rejected('not-allowed', 'The server has an administrator already.');
      if (await this.database.reader.findOne(personTable, 'account = ?', [request.account])) {
        return rejected('version-conflict', `The account ${request.account} exists already: choose another.`);
      }
      const institution = (await this.institutions.findDefault()) ?? newInstitution(request);
      if (!institution) return rejected('invalid-request', 'Name the institution: the database has none yet.');
      const changes = new RowChanges();
      if (!(await this.institutions.find(institution.id))) changes.insert(institutionTable, institution);
      const id = this.ids.next();
      const { account, name, email, language } = request;
      const own = { account, name, email, language, institution: institution.id };
      changes.insert(personTable, {
        id,
        ...own,
        active: true,
        demo: false,
        kind: 'staff',
        organisation: null,
        revision: 1,
        createdAt: now,
      });
      changes.insert(passwordTable, { id, hash, changedAt: now });
      changes.insert(roleAssignmentTable, {
        id: this.ids.next(),
        personId: id,
        role: 'administrator',
        institution: institution.id,
        unit: null,
        service: null,
        validFrom: now,
        validTo: null,
        revision: 1,
      });
      recordAct(changes, {
        id: command.id,
        at: now,
        account,
        institution: institution.id,
        act: 'first-administrator-created',
        object: { type: 'person', id },
      });
      changes.update(administratorLinkTable, linkId, { usedAt: now, revision: link.revision + 1 });
      return {
        guards: [{ table: administratorLinkTable, id: linkId, revision: link.revision, mode: 'write' as const }],
        changes: changes.list(),
        commands: [{ command, answer: { account } }],
        answer: { account },
        afterCommit: [() => this.institutions.forget()],
      };
    });
  }

  /** Does anybody who may sign in here administer an institution now? */
  private async exists(): Promise<boolean> {
    const now = this.clock.now();
    const rows = await this.database.reader.query(
      `SELECT p.id FROM role_assignment a JOIN person p ON p.id = a.person_id
       WHERE a.role = ? AND a.valid_from <= ? AND (a.valid_to IS NULL OR a.valid_to > ?) AND p.active = ? AND p.demo = ? LIMIT 1`,
      ['administrator', now, now, true, false],
    );
    return rows.length > 0;
  }
}

function newInstitution({ institution }: FirstAdministratorRequest): InstitutionRow | undefined {
  return institution && { ...institution, ...zones[institution.country], position: 1, revision: 1 };
}
