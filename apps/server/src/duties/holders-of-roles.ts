import { Injectable } from '@nestjs/common';
import { absenceTable, personTable, roleAssignmentTable } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';

export interface Holders {
  /** Accounts that hold the role now, whoever stands in for them left out. */
  readonly byRole: ReadonlyMap<string, ReadonlySet<string>>;
  /** Who holds both roles now; with `standsInFor` one of them only for somebody who is away. */
  both(a: string, b: string): { account: string; standsInFor?: string }[];
}

/** The people in office in an institution. */
@Injectable()
export class HoldersOfRoles {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async of(institution: string): Promise<Holders> {
    const now = this.clock.now();
    const { reader } = this.database;
    const held = await reader.find(
      roleAssignmentTable,
      'institution = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)',
      [institution, now, now],
    );
    const away = await reader.find(
      absenceTable,
      'starts_at <= ? AND ends_at > ? AND revoked_at IS NULL AND substitute_id IS NOT NULL',
      [now, now],
    );
    const ids = [
      ...new Set([...held.map(({ personId }) => personId), ...away.flatMap(({ substituteId }) => substituteId ?? [])]),
    ];
    const people = ids.length === 0 ? [] : await reader.find(personTable, 'id IN (?) AND active = ?', [ids, true]);
    const accounts = new Map(people.map(({ id, account }) => [id, account]));
    const byRole = new Map<string, Set<string>>();
    const rolesOf = new Map<string, { role: string; standsInFor?: string }[]>();
    const add = (account: string, role: string, standsInFor?: string) =>
      rolesOf.set(account, [...(rolesOf.get(account) ?? []), { role, ...(standsInFor !== undefined && { standsInFor }) }]);
    for (const { personId, role } of held) {
      const account = accounts.get(personId);
      if (account === undefined) continue;
      byRole.set(role, (byRole.get(role) ?? new Set()).add(account));
      add(account, role);
      const absence = away.find((each) => each.personId === personId);
      const substitute = absence?.substituteId ? accounts.get(absence.substituteId) : undefined;
      if (substitute !== undefined) add(substitute, role, account);
    }
    return {
      byRole,
      both: (a, b) =>
        [...rolesOf].flatMap(([account, roles]) => {
          const one = bestOf(roles, a);
          const other = bestOf(roles, b);
          const lender = one?.standsInFor ?? other?.standsInFor;
          return one && other ? [{ account, ...(lender !== undefined && { standsInFor: lender }) }] : [];
        }),
    };
  }
}

const bestOf = (roles: readonly { role: string; standsInFor?: string }[], role: string) =>
  roles.find((held) => held.role === role && held.standsInFor === undefined) ?? roles.find((held) => held.role === role);
