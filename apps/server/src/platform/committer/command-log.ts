import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { CommandRow } from '../command-table.ts';
import { commandTable } from '../command-table.ts';
import type { Reader } from '../database/reader.ts';
import type { Command } from '../write-plan.ts';

/** Remembers answered commands (in their rows) and those in work (in memory). */
export class CommandLog {
  private readonly reader: Reader;
  private readonly inWork = new Map<string, string>();

  constructor(reader: Reader) {
    this.reader = reader;
  }

  /** What a repeated key answers; undefined: the command is new and counts as in work until `end`. */
  async begin<A>(command: Command): Promise<{ readonly answer: A } | Rejection | undefined> {
    const key = keyOf(command);
    if (key === undefined) return undefined;
    if (this.inWork.has(key)) {
      return rejected('command-in-work', 'A request with this Idempotency-Key is being worked on. Ask again in a moment.');
    }
    this.inWork.set(key, command.id);
    try {
      const known = await this.recall<A>(command);
      if (known) this.end(command);
      return known;
    } catch (error) {
      this.end(command);
      throw error;
    }
  }

  end(command: Command): void {
    const key = keyOf(command);
    if (key !== undefined && this.inWork.get(key) === command.id) this.inWork.delete(key);
  }

  /** The stored answer: of this key, or of this very command after an unclear commit. */
  async recall<A>(command: Command): Promise<{ readonly answer: A } | Rejection | undefined> {
    const row = await this.find(command);
    if (!row) return undefined;
    if (row.id === command.id || row.hash === (command.hash ?? null)) return { answer: row.answer as A };
    return rejected(
      'idempotency-key-reused',
      'This Idempotency-Key was used for another request. Take a new key for a new request.',
    );
  }

  /** Ids of those commands that are stored already, by their id or by account and key. */
  async stored(commands: readonly Command[]): Promise<string[]> {
    const found = await Promise.all(commands.map(async (command) => ((await this.find(command)) ? [command.id] : [])));
    return found.flat();
  }

  private find({ id, account, idempotencyKey }: Command): Promise<CommandRow | undefined> {
    return idempotencyKey === undefined
      ? this.reader.byId(commandTable, id)
      : this.reader.findOne(commandTable, 'id = ? OR (account = ? AND idempotency_key = ?)', [id, account, idempotencyKey]);
  }
}

const keyOf = ({ account, idempotencyKey }: Command): string | undefined =>
  idempotencyKey === undefined ? undefined : `${account} ${idempotencyKey}`;
