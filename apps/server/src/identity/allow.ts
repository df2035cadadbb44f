import { SetMetadata } from '@nestjs/common';
import type { CustomDecorator } from '@nestjs/common';
import type { RoleKey } from '@gaita/contracts';

/** Who may call a route: anybody, anybody signed in, or whoever holds one of the roles in any institution. */
export type Permission = 'public' | 'signed-in' | RoleKey;

export const PERMISSIONS = 'gaita:permissions';

/**
 * Says for one route handler who may call it; there is no default, and the server does not start while a handler has none.
 * `@Allow('signed-in')`, `@Allow('administrator', 'lean-facilitator')`. What depends on the object is the command's to check.
 */
export const Allow = (...permissions: readonly [Permission, ...Permission[]]): CustomDecorator =>
  SetMetadata(PERMISSIONS, permissions);
