import type { RowOf } from './database/table.ts';
import { id, json, key, millis, table } from './database/table.ts';
import type { AnsweredCommand } from './write-plan.ts';

/** One row a command, written in the commit of its effect and kept 24 hours. */
export const commandTable = table('command', {
  id: id(),
  account: key(),
  idempotencyKey: key().orNull(),
  hash: key().orNull(),
  /** `done`: refusals change nothing and are not kept, work in progress is known in memory only. */
  status: key(),
  answer: json<unknown>(),
  createdAt: millis(),
});
export type CommandRow = RowOf<typeof commandTable>;

/** The row that answers a repetition of the command. */
export const commandRow = ({ command, answer }: AnsweredCommand, now: number): CommandRow => ({
  id: command.id,
  account: command.account,
  idempotencyKey: command.idempotencyKey ?? null,
  hash: command.hash ?? null,
  status: 'done',
  answer: answer ?? null,
  createdAt: now,
});
