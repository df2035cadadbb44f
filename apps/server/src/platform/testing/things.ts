import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable } from '../../migrations/columns.ts';
import { Platform1700000001000 } from '../../migrations/1700000001-platform.ts';
import type { MigrationClass } from '../database/migrate.ts';
import type { RowOf } from '../database/table.ts';
import { bigText, boolean, id, integer, json, key, millis, table, text } from '../database/table.ts';
import type { Command, Guard, WritePlan } from '../write-plan.ts';
import { RowChanges } from '../write-plan.ts';

/** A guarded table with a column of every type, for specs of the platform. */
export const thingTable = table('thing', {
  id: id(),
  code: key().orNull(),
  note: text().orNull(),
  body: bigText(),
  data: json<unknown>(),
  dueAt: millis(),
  count: integer(),
  open: boolean(),
  revision: integer(),
});
export type ThingRow = RowOf<typeof thingTable>;

class Things1700000002000 implements MigrationInterface {
  readonly name = 'Things1700000002000';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'thing',
      columns: {
        id: 'id',
        code: 'key?',
        note: 'text?',
        body: 'bigText',
        data: 'json',
        due_at: 'millis',
        count: 'integer',
        open: 'boolean',
        revision: 'integer',
      },
      unique: ['code'],
      indices: ['due_at'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE thing');
  }
}

export const thingMigrations: readonly MigrationClass[] = [Platform1700000001000, Things1700000002000];

export const thing = (id: string, values: Partial<Omit<ThingRow, 'id'>> = {}): ThingRow => ({
  id,
  code: null,
  note: null,
  body: '',
  data: {},
  dueAt: 0,
  count: 0,
  open: true,
  revision: 1,
  ...values,
});

let commands = 0;
export const command = (idempotencyKey?: string, hash?: string): Command => ({
  id: `c${process.pid}-${++commands}`,
  account: 'anna',
  ...(idempotencyKey !== undefined && { idempotencyKey }),
  ...(hash !== undefined && { hash }),
});

/** A plan of whatever `change` does. */
export const planOf = <A>(
  answer: A,
  change: (changes: RowChanges) => Guard[] | void,
  more: Partial<WritePlan<A>> = {},
): WritePlan<A> => {
  const changes = new RowChanges();
  const guards = change(changes) ?? [];
  return { guards, changes: changes.list(), commands: [], answer, afterCommit: [], ...more };
};
