import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Database } from '../platform/database/database.ts';
import { id } from '../platform/database/table.ts';
import { Ids } from '../platform/ids.ts';
import { RowChanges } from '../platform/write-plan.ts';
import { partnerTable } from './tables.ts';

const page = 500;

interface Meeting {
  readonly institution: string;
  readonly sender: { readonly instanceId: string; readonly processKey: string };
  readonly receiver: { readonly instanceId: string; readonly processKey: string };
}

/**
 * Which instances talk to each other along message flows. Two that have exchanged a message are partners: what one of them sends to
 * the other's pool from then on goes to that instance alone. Written in the commit of the receiver, so that a partner is known as
 * soon as its message is taken.
 */
@Injectable()
export class Partners {
  constructor(
    private readonly database: Database,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Takes away what nobody asks any more: pairs of which both have ended. Gives their number. */
  async forget(): Promise<number> {
    const rows = await this.database.reader.query(
      `SELECT id FROM partner WHERE instance_id NOT IN (SELECT id FROM instance)
         AND partner_instance_id NOT IN (SELECT id FROM instance) ORDER BY id LIMIT ${page}`,
      [],
      { id: id() },
    );
    if (rows.length === 0) return 0;
    const changes = new RowChanges();
    for (const row of rows) changes.delete(partnerTable, row.id);
    await this.committer.commit({ guards: [], changes: changes.list(), commands: [], answer: null, afterCommit: [] });
    return rows.length;
  }

  /** The partner of an instance in another pool: the one that it met last. */
  async of(instanceId: string, processKey: string): Promise<string | undefined> {
    const [row] = await this.database.reader.find(
      partnerTable,
      'instance_id = ? AND partner_process_key = ?',
      [instanceId, processKey],
      { orderBy: 'id DESC', limit: 1 },
    );
    return row?.partnerInstanceId;
  }

  /** Every partner that these instances have met. */
  async ofEach(instanceIds: readonly string[]): Promise<{ of: string; partner: string }[]> {
    const rows = await this.database.reader.among(partnerTable, 'instanceId', instanceIds);
    return rows.map((row) => ({ of: row.instanceId, partner: row.partnerInstanceId }));
  }

  /** Notes that the receiver took a message of the sender, each way. */
  async meet({ institution, sender, receiver }: Meeting): Promise<(changes: RowChanges) => void> {
    const known = (await this.of(sender.instanceId, receiver.processKey)) === receiver.instanceId;
    return (changes) => {
      if (known) return;
      for (const [one, other] of [
        [sender, receiver],
        [receiver, sender],
      ] as const)
        changes.insert(partnerTable, {
          id: this.ids.next(),
          institution,
          instanceId: one.instanceId,
          partnerProcessKey: other.processKey,
          partnerInstanceId: other.instanceId,
          createdAt: this.clock.now(),
        });
    };
  }
}
