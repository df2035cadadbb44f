import { Injectable } from '@nestjs/common';
import type { AccountView, ChangeAccountRequest, CreateAccountRequest, PasswordLinkView, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { lastAct, recordAct } from '../../audit/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import { Ids } from '../../platform/ids.ts';
import type { Command, Guard } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import type { Actor } from '../actor.ts';
import { administers } from '../actor.ts';
import { raiseRevisions } from '../rights.ts';
import { Sessions } from '../sessions.ts';
import type { PersonRow } from '../tables.ts';
import { passwordLinkTable, personTable } from '../tables.ts';
import { PasswordLinks } from './password-links.ts';

/** What administrators do with the accounts of the institutions that they administer. */
@Injectable()
export class Accounts {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly links: PasswordLinks,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** By name. */
  async list(actor: Actor): Promise<AccountView[]> {
    const own = actor.institutions.filter((institution) => administers(actor, institution));
    const { reader } = this.database;
    const people = await reader.find(personTable, 'institution IN (?)', [own], { orderBy: 'name, account' });
    const inInstitutions = 'IN (SELECT id FROM person WHERE institution IN (?))';
    const [passwords, external, open] = await Promise.all([
      reader.query(`SELECT id FROM password WHERE id ${inInstitutions}`, [own]),
      reader.query(`SELECT person_id FROM external_login WHERE person_id ${inInstitutions}`, [own]),
      reader.query(
        `SELECT person_id, COUNT(*) AS n FROM session WHERE revoked_at IS NULL AND expires_at > ? AND person_id ${inInstitutions} GROUP BY person_id`,
        [this.clock.now(), own],
      ),
    ]);
    const withPassword = new Set(passwords.map((row) => row['id']));
    const atProvider = new Set(external.map((row) => row['person_id']));
    const sessions = new Map(open.map((row) => [row['person_id'], Number(row['n'])]));
    return people.map((person) => ({
      account: person.account,
      name: person.name,
      email: person.email,
      institution: person.institution,
      language: person.language,
      kind: person.kind,
      ...(person.organisation !== null && { organisation: person.organisation }),
      active: person.active,
      hasPassword: withPassword.has(person.id),
      isExternal: atProvider.has(person.id),
      createdAt: person.createdAt,
      sessions: sessions.get(person.id) ?? 0,
    }));
  }

  /** Gives the link by which the person sets their password. Rejections: `not-allowed`, `version-conflict` (the account exists). */
  async create(actor: Actor, request: CreateAccountRequest): Promise<PasswordLinkView | Rejection> {
    if (!administers(actor, request.institution)) return rejected('not-allowed', `You do not administer ${request.institution}.`);
    // no idempotency key: the answer holds a link, which is not kept
    const command = { id: this.ids.next(), account: actor.account };
    return this.committer.run<PasswordLinkView>(command, async () => {
      if (await this.find(request.account))
        return rejected('version-conflict', `The account ${request.account} exists already: choose another.`);
      const changes = new RowChanges();
      const id = this.ids.next();
      const { organisation = null, ...given } = request;
      changes.insert(personTable, {
        id,
        ...given,
        organisation: request.kind === 'partner' ? organisation : null,
        active: true,
        demo: false,
        revision: 1,
        createdAt: this.clock.now(),
      });
      const answer = await this.links.plan(changes, { id, account: request.account }, actor.account);
      record(changes, actor, command, 'account-created', { id, institution: request.institution }, this.clock.now());
      return this.plan(actor, command, [], changes, answer, { account: request.account });
    });
  }

  /** A new link; the one before stops working. */
  async giveLink(actor: Actor, account: string): Promise<PasswordLinkView | Rejection> {
    const command = { id: this.ids.next(), account: actor.account };
    return this.change(command, actor, account, 'password-link-given', async (person, changes) => {
      if (!person.active) return rejected('version-conflict', `The account ${account} is closed: open it first.`);
      const answer = await this.links.plan(changes, person, actor.account);
      return { guards: [], answer, kept: { account } };
    });
  }

  /** Rejections: `not-found`, `version-conflict` (not what was seen). */
  async edit(command: Command, actor: Actor, account: string, { seen, ...given }: ChangeAccountRequest) {
    return this.change(command, actor, account, 'account-changed', async (person, changes) => {
      if (seen && (seen.name !== person.name || seen.email !== person.email || seen.language !== person.language)) {
        const who = await lastAct(this.database.reader, { type: 'person', id: person.id }, ['account-changed']);
        return rejected('version-conflict', `The account ${account} was changed meanwhile. Look again.`, who);
      }
      return { guards: [changes.revise(personTable, person, given)], answer: { account } };
    });
  }

  /** Closing an account ends its sessions and voids its link; its roles stay for when it is opened again. Nobody closes their own. */
  async setActive(command: Command, actor: Actor, account: string, active: boolean) {
    return this.change(command, actor, account, active ? 'account-opened' : 'account-closed', async (person, changes) => {
      if (person.id === actor.personId) return rejected('not-allowed', 'Somebody else closes your account.');
      if (person.active === active) return { guards: [], answer: { account } };
      changes.update(personTable, person.id, { active });
      if (!active) {
        await this.sessions.planRevoking(changes, person.id);
        if (await this.database.reader.byId(passwordLinkTable, person.id)) changes.delete(passwordLinkTable, person.id);
      }
      const now = this.clock.now();
      return { guards: await raiseRevisions(this.database.reader, changes, [person.id], now), answer: { account } };
    });
  }

  /** Ends every session of the person; streams that are open close, too. */
  async signOut(command: Command, actor: Actor, account: string) {
    return this.change(command, actor, account, 'sessions-ended', async (person, changes) => {
      await this.sessions.planRevoking(changes, person.id);
      return { guards: [changes.revise(personTable, person, {})], answer: { account } };
    });
  }

  private change<A>(
    command: Command,
    actor: Actor,
    account: string,
    act: string,
    describe: (
      person: PersonRow,
      changes: RowChanges,
    ) => Promise<{ readonly guards: readonly Guard[]; readonly answer: A; readonly kept?: unknown } | Rejection>,
  ): Promise<A | Rejection> {
    return this.committer.run<A>(command, async () => {
      const person = await this.find(account);
      if (!person || !administers(actor, person.institution))
        return rejected('not-found', `Nobody here has the account ${account}.`);
      const changes = new RowChanges();
      const decided = await describe(person, changes);
      if ('rejected' in decided) return decided;
      record(changes, actor, command, act, person, this.clock.now());
      return this.plan(actor, command, decided.guards, changes, decided.answer, decided.kept ?? decided.answer);
    });
  }

  /** @param kept the answer without what must not be stored */
  private plan<A>(actor: Actor, command: Command, guards: readonly Guard[], changes: RowChanges, answer: A, kept: unknown) {
    const isGuarded = guards.some(({ id }) => id === actor.personId);
    const own: Guard[] =
      actor.personId === undefined || actor.revision === undefined || isGuarded
        ? []
        : [{ table: personTable, id: actor.personId, revision: actor.revision, mode: 'rely' }];
    return {
      guards: [...guards, ...own],
      changes: changes.list(),
      commands: [{ command, answer: kept }],
      answer,
      afterCommit: [],
    };
  }

  private find = (account: string): Promise<PersonRow | undefined> =>
    this.database.reader.findOne(personTable, 'account = ?', [account]);
}

const record = (
  changes: RowChanges,
  { account }: Actor,
  { id }: Command,
  act: string,
  person: Pick<PersonRow, 'id' | 'institution'>,
  at: number,
): void =>
  recordAct(changes, { id, at, account, institution: person.institution, act, object: { type: 'person', id: person.id } });
