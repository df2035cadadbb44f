import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { journalTable } from '../instances/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Command, Guard, WritePlan } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { Beside } from './give-message.ts';
import type { DeliveryRow } from './tables.ts';
import { deliveryTable } from './tables.ts';

/** Pauses before a delivery that could not be brought is tried again, milliseconds: doubled each time. */
const firstPause = 1_000;
const longestPause = 60_000;

/** The end of a delivery row, in the receiver's commit or on its own. */
@Injectable()
export class ConsumeDelivery {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A command of the system's own for one try. */
  command(): Command {
    return { id: this.ids.next(), account: 'system' };
  }

  /** Deletes the row in the receiver's commit; refused when another has taken it meanwhile. */
  async beside(row: DeliveryRow): Promise<Beside | Rejection> {
    const current = await this.current(row);
    if (isRejection(current)) return current;
    return {
      guards: [guardOf(current)],
      change: (changes) => changes.delete(deliveryTable, row.id),
    };
  }

  /** The row as it is now; refused when another has taken it meanwhile. */
  async current(row: DeliveryRow): Promise<DeliveryRow | Rejection> {
    const current = await this.database.reader.byId(deliveryTable, row.id);
    return !current || current.state === 'expired' ? taken(row) : current;
  }

  /** The receiver does not want it any more: consumed as a rejection, which the receiver's journal tells. */
  async refuse(row: DeliveryRow, reason: Rejection): Promise<void> {
    await this.settle(row, (changes) => {
      changes.delete(deliveryTable, row.id);
      if (row.receiverInstanceId === null) return;
      changes.insert(journalTable, {
        id: this.ids.next(),
        institution: row.institution,
        instanceId: row.receiverInstanceId,
        sequence: null,
        commandId: row.id,
        actor: 'system',
        at: this.clock.now(),
        records: [{ kind: 'deliveryRejected', deliveryId: row.id, type: row.type, code: reason.code }],
      });
    });
  }

  /** Could not be brought now: the sweep tries again later. */
  async postpone(row: DeliveryRow, error: string): Promise<void> {
    const pause = Math.min(firstPause * 2 ** row.attempts, longestPause);
    await this.settle(row, (changes, current) =>
      changes.update(deliveryTable, row.id, {
        attempts: current.attempts + 1,
        availableAt: this.clock.now() + pause,
        lastError: error.slice(0, 500),
        revision: current.revision + 1,
      }),
    );
  }

  /** Changes the row on its own; nothing happens when it has gone meanwhile. */
  async settle(row: DeliveryRow, change: (changes: RowChanges, current: DeliveryRow) => void): Promise<void> {
    const command = this.command();
    await this.committer.run(command, async (): Promise<WritePlan<null> | Rejection> => {
      const current = await this.database.reader.byId(deliveryTable, row.id);
      if (!current) return taken(row);
      const changes = new RowChanges();
      change(changes, current);
      return {
        guards: [guardOf(current)],
        changes: changes.list(),
        commands: [{ command, answer: null }],
        answer: null,
        afterCommit: [],
      };
    });
  }
}

/** Nobody else has changed the row since it was read. */
export const guardOf = ({ id, revision }: DeliveryRow): Guard => ({ table: deliveryTable, id, revision, mode: 'write' });

const taken = (row: DeliveryRow): Rejection => rejected('subscription-closed', `Delivery ${row.id} has been taken already.`);
