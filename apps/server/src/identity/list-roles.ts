import type { RoleView } from '@gaita/contracts';
import { roleKeys } from '@gaita/contracts';
import { roleNames, uncheckedLanguages } from './data/role-names.ts';

/** The registry of roles, in its order. */
export const listRoles = (): RoleView[] =>
  roleKeys.map((key) => ({ key, names: roleNames[key], unchecked: [...uncheckedLanguages] }));
