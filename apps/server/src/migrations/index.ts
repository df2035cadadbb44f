import type { MigrationClass } from '../platform/database/migrate.ts';
import { Platform1700000001000 } from './1700000001-platform.ts';
import { Identity1700000002000 } from './1700000002-identity.ts';
import { Models1700000003000 } from './1700000003-models.ts';
import { Instances1700000004000 } from './1700000004-instances.ts';

/** Every migration in order. One that was released is never changed. */
export const migrations: readonly MigrationClass[] = [Platform1700000001000, Identity1700000002000, Models1700000003000, Instances1700000004000];
