import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { Calendars } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { DuplicateRow, OperationalError } from '../platform/errors.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { receiptCounterTable } from './tables.ts';

const digits = 5;

/**
 * Numbers under which applications are received: `DN-2026-00017`, by institution and year. Each is given once; one that is not
 * used after all stays a gap, so that no start of a case waits for another.
 */
@Injectable()
export class ReceiptNumbers {
  /** One after the other in this process: only replicas contend for the counter. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Throws OperationalError when too many ask at once. */
  async next(institution: string): Promise<string> {
    const calendar = await this.calendars.of(institution);
    const year = calendar.dayOf(this.clock.now()).slice(0, 4);
    const mine = this.turn.then(() => this.raise(`${institution} ${year}`));
    this.turn = mine.catch(() => undefined);
    const value = await mine;
    return `${initialsOf(institution)}-${year}-${String(value).padStart(digits, '0')}`;
  }

  private async raise(id: string): Promise<number> {
    const command = { id: this.ids.next(), account: 'system' };
    try {
      const value = await this.committer.run<number>(command, async () => {
        const row = await this.database.reader.byId(receiptCounterTable, id);
        const changes = new RowChanges();
        const next = (row?.value ?? 0) + 1;
        const guards = row ? [changes.revise(receiptCounterTable, row, { value: next })] : [];
        if (!row) changes.insert(receiptCounterTable, { id, value: next, revision: 1 });
        return { guards, changes: changes.list(), commands: [{ command, answer: next }], answer: next, afterCommit: [] };
      });
      if (isRejection(value)) throw new OperationalError(value.message);
      return value;
    } catch (error) {
      // Somebody else took the first number of the year.
      if (error instanceof DuplicateRow && error.table === receiptCounterTable.name) return this.raise(id);
      throw error;
    }
  }
}

const initialsOf = (institution: string): string =>
  institution
    .split('-')
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
