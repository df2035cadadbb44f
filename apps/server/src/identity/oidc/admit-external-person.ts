import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, languages, rejected, reservedAccounts } from '@gaita/contracts';
import { recordAct } from '../../audit/index.ts';
import { Clock } from '../../platform/clock.ts';
import { Committer } from '../../platform/committer.ts';
import { Database } from '../../platform/database/database.ts';
import { Ids } from '../../platform/ids.ts';
import type { Guard } from '../../platform/write-plan.ts';
import { RowChanges } from '../../platform/write-plan.ts';
import { Institutions } from '../institutions.ts';
import { raiseRevisions } from '../rights.ts';
import type { PersonRow, RoleAssignmentRow } from '../tables.ts';
import { externalLoginTable, groupAssignmentTable, personTable, roleAssignmentTable } from '../tables.ts';
import type { GroupRole } from './group-roles.ts';
import { GroupRoles, isSameRole } from './group-roles.ts';
import type { ExternalPerson } from './provider.ts';

/**
 * Makes somebody who signed in at the provider a person here: found by the provider's subject, else by a verified e-mail
 * address, else created. Their groups give roles (`OIDC_ROLES`): what a group gave ends when they leave it; what somebody gave
 * them here stays.
 */
@Injectable()
export class AdmitExternalPerson {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly institutions: Institutions,
    private readonly groupRoles: GroupRoles,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Gives the person's id. Rejections: `not-allowed` (no role, closed account, account name of somebody else). */
  async admit(external: ExternalPerson): Promise<{ personId: string } | Rejection> {
    const command = { id: this.ids.next(), account: external.account.slice(0, 100) };
    const admitted = await this.committer.run<{ personId?: string }>(command, async () => {
      const home = await this.institutions.findDefault();
      if (!home) return rejected('not-allowed', 'The server has no institution yet: its first administrator must create it.');
      const known = await this.find(external);
      if (known && !known.active) return rejected('not-allowed', 'The account was closed.');
      const held = known ? await this.assignments(known.id) : [];
      const { wanted, refused } = await this.judged(
        known?.account ?? external.account,
        await this.groupRoles.of(external.groups, home.id),
        held,
      );
      const mayEnter = wanted.length > 0 || held.some(({ isOfGroup }) => !isOfGroup);
      // Who has lost every group is refused too, but the roles of those end in their open sessions.
      if (!mayEnter && held.length === 0) return noRole();
      if (!known && reservedAccounts.includes(external.account))
        return rejected(
          'not-allowed',
          `The account name ${external.account} stands for the server itself: ask an administrator.`,
        );
      if (!known && (await this.database.reader.findOne(personTable, 'account = ?', [external.account])))
        return rejected('not-allowed', `The account name ${external.account} belongs to somebody else: ask an administrator.`);

      const changes = new RowChanges();
      const personId = known?.id ?? this.ids.next();
      const now = this.clock.now();
      const guards: Guard[] = [];
      if (known) guards.push({ table: personTable, id: known.id, revision: known.revision, mode: 'write' });
      else
        changes.insert(personTable, {
          id: personId,
          account: external.account,
          name: external.name,
          email: external.email,
          institution: wanted[0]?.institution ?? home.id,
          language: languages.find((language) => external.locale.toLowerCase().startsWith(language)) ?? home.language,
          active: true,
          demo: false,
          kind: 'staff',
          organisation: null,
          revision: 1,
          createdAt: now,
        });
      if (!(await this.database.reader.findOne(externalLoginTable, 'subject = ?', [external.subject])))
        changes.insert(externalLoginTable, { id: this.ids.next(), subject: external.subject, personId, createdAt: now });
      const roles = this.changeRoles(changes, personId, wanted, held, now);
      const isChanged = roles.given.length + roles.ended.length > 0;
      if (isChanged || refused.length > 0)
        recordAct(changes, {
          id: command.id,
          at: now,
          account: command.account,
          institution: known?.institution ?? wanted[0]?.institution ?? home.id,
          act: 'roles-changed-by-groups',
          object: { type: 'person', id: personId },
          details: { ...roles, ...(refused.length > 0 && { refused: refused.map(named) }) },
        });
      if (known && isChanged) guards.push(...(await raiseRevisions(this.database.reader, changes, [known.id], now)));
      const answer = mayEnter ? { personId } : {};
      return { guards, changes: changes.list(), commands: [{ command, answer }], answer, afterCommit: [] };
    });
    if (isRejection(admitted)) return admitted;
    return admitted.personId === undefined ? noRole() : { personId: admitted.personId };
  }

  private async find(external: ExternalPerson): Promise<PersonRow | undefined> {
    const login = await this.database.reader.findOne(externalLoginTable, 'subject = ?', [external.subject]);
    if (login) return this.database.reader.byId(personTable, login.personId);
    if (!external.isEmailVerified) return undefined;
    const [found, ...others] = await this.database.reader.find(personTable, 'email = ?', [external.email]);
    // An address that several people share names nobody.
    return others.length === 0 ? found : undefined;
  }

  private async assignments(personId: string): Promise<readonly (RoleAssignmentRow & { readonly isOfGroup: boolean })[]> {
    const now = this.clock.now();
    const live = '(valid_to IS NULL OR valid_to > ?)';
    const rows = await this.database.reader.find(roleAssignmentTable, `person_id = ? AND ${live}`, [personId, now]);
    const ofGroups = await this.database.reader.find(groupAssignmentTable, 'person_id = ?', [personId]);
    return rows.map((row) => ({ ...row, isOfGroup: ofGroups.some(({ id }) => id === row.id) }));
  }

  /** Without the roles that nobody may hold beside the others. */
  private async judged(
    account: string,
    roles: readonly GroupRole[],
    held: readonly (RoleAssignmentRow & { isOfGroup: boolean })[],
  ) {
    const given = roles.filter((role) => !held.some((row) => isSameRole(row, role)));
    const ending = held.filter((row) => row.isOfGroup && !roles.some((role) => isSameRole(row, role)));
    const refused = given.length === 0 ? [] : await this.groupRoles.refused(account, given, new Set(ending.map(({ id }) => id)));
    return { wanted: roles.filter((role) => !refused.includes(role)), refused };
  }

  private changeRoles(
    changes: RowChanges,
    personId: string,
    wanted: readonly GroupRole[],
    held: readonly (RoleAssignmentRow & { readonly isOfGroup: boolean })[],
    now: number,
  ): { readonly given: readonly string[]; readonly ended: readonly string[] } {
    const given = wanted.filter((role) => !held.some((row) => isSameRole(row, role)));
    const ended = held.filter((row) => row.isOfGroup && !wanted.some((role) => isSameRole(row, role)));
    for (const role of given) {
      const id = this.ids.next();
      changes.insert(roleAssignmentTable, {
        id,
        personId,
        ...role,
        unit: null,
        service: null,
        validFrom: now,
        validTo: null,
        revision: 1,
      });
      changes.insert(groupAssignmentTable, { id, personId });
    }
    for (const { id, revision } of ended) {
      changes.update(roleAssignmentTable, id, { validTo: now, revision: revision + 1 });
      changes.delete(groupAssignmentTable, id);
    }
    return { given: given.map(named), ended: ended.map(named) };
  }
}

const noRole = (): Rejection => rejected('not-allowed', 'You hold no role here yet: ask an administrator for one.');

const named = ({ role, institution }: GroupRole): string => `${role} (${institution})`;
