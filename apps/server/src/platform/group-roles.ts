import { roleKeys } from '@gaita/contracts';

/** What membership of a group at the provider gives here. */
export interface GroupRole {
  readonly group: string;
  readonly role: string;
  /** Missing: the default institution. */
  readonly institution?: string;
}

/**
 * Reads `OIDC_ROLES`: entries `group=role` or `group=role@institution`, separated by commas; a group may stand several times.
 * @throws Error with a sentence that names the entry
 */
export function parseGroupRoles(text: string): GroupRole[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const equals = entry.lastIndexOf('=');
      const group = entry.slice(0, Math.max(equals, 0)).trim();
      const [role = '', institution] = entry
        .slice(equals + 1)
        .split('@')
        .map((part) => part.trim());
      if (group === '' || role === '') throw new Error(`must list group=role@institution, but has "${entry}"`);
      if (!roleKeys.some((key) => key === role)) throw new Error(`names the role "${role}", which does not exist`);
      return { group, role, ...(institution && { institution }) };
    });
}
