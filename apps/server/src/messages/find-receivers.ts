import { Injectable } from '@nestjs/common';
import { visibleOfCases } from '../identity/index.ts';
import { Instances, StartByEvent } from '../instances/index.ts';
import { shared } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import type { SqlParameter } from '../platform/database/dialect.ts';
import type { FlowAddress, MessageAddress } from './message-address.ts';
import { MatchInstance } from './match-instance.ts';
import { Partners } from './partners.ts';
import type { StartSubscriptionRow, SubscriptionRow } from './tables.ts';
import { startSubscriptionTable, subscriptionTable } from './tables.ts';

const page = 200;

/** Who waits for a message: by its name, then business key, correlation key and variables, as far as the sender gives them. */
@Injectable()
export class FindReceivers {
  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
    private readonly partners: Partners,
    private readonly starts: StartByEvent,
    private readonly match: MatchInstance,
  ) {}

  /** Open subscriptions that match, the oldest first. */
  async waiting(address: MessageAddress, limit: number): Promise<SubscriptionRow[]> {
    const where = ["event_type = 'message'", 'event_name = ?', 'institution = ?'];
    const parameters: SqlParameter[] = [address.name, address.institution];
    if (address.sender) {
      const { sql, parameters: seen } = visibleOfCases(address.sender);
      where.push(sql);
      parameters.push(...(seen as SqlParameter[]));
    }
    if (address.flow) await this.narrow(address.flow, address, where, parameters);
    if (address.businessKey !== undefined) {
      where.push('business_key = ?');
      parameters.push(address.businessKey);
    }
    if (address.processInstanceId !== undefined) {
      where.push('instance_id = ?');
      parameters.push(address.processInstanceId);
    }
    if (address.correlationKey === undefined) where.push('correlation_key IS NULL');
    else {
      where.push('correlation_key = ?');
      parameters.push(address.correlationKey);
    }
    return this.matching(address, limit, (last, size) => {
      const [beyond, from] = last
        ? [' AND (created_at > ? OR (created_at = ? AND id > ?))', [last.createdAt, last.createdAt, last.id]]
        : ['', []];
      const page = { orderBy: 'created_at, id', limit: size };
      return this.database.reader.find(subscriptionTable, where.join(' AND ') + beyond, [...parameters, ...from], page);
    });
  }

  /**
   * The first that match, in order; only those that a correlation key names, where there are any. Behind rows that tell all themselves
   * is not looked.
   */
  private async matching(
    address: MessageAddress,
    limit: number,
    read: (last: SubscriptionRow | undefined, size: number) => Promise<SubscriptionRow[]>,
  ): Promise<SubscriptionRow[]> {
    const same: SubscriptionRow[] = [];
    const open: SubscriptionRow[] = [];
    let mayBeNamed = false;
    for (let rows = await read(undefined, limit); rows.length > 0; rows = await read(rows.at(-1), page)) {
      for (const row of rows) {
        const needs = await this.match.needs(row, address);
        mayBeNamed ||= needs === 'keys';
        const found = needs === 'nothing' ? 'open' : await this.match.of(row, address);
        if (found === 'same') same.push(row);
        else if (found === 'open') open.push(row);
        if (same.length === limit) return same;
      }
      if (!mayBeNamed && open.length >= limit) break;
    }
    return same.length > 0 ? same : open.slice(0, limit);
  }

  /**
   * To the target of a message flow: the sender's partner, else one that has no partner in the sender's pool yet. Without other keys
   * the business key decides, where both sides have one.
   */
  private async narrow(flow: FlowAddress, address: MessageAddress, where: string[], parameters: SqlParameter[]): Promise<void> {
    where.push('process_key = ?');
    parameters.push(flow.toProcess);
    if (flow.toElement !== undefined) {
      where.push('element_id = ?');
      parameters.push(flow.toElement);
    }
    const partner = await this.partners.of(flow.senderInstanceId, flow.toProcess);
    if (partner !== undefined) {
      where.push('instance_id = ?');
      parameters.push(partner);
      return;
    }
    where.push(
      'NOT EXISTS (SELECT 1 FROM partner WHERE partner.instance_id = subscription.instance_id AND partner_process_key = ?)',
    );
    parameters.push(flow.fromProcess);
    if (flow.businessKey === undefined || address.businessKey !== undefined || address.correlationKey !== undefined) return;
    where.push('(business_key = ? OR business_key IS NULL)');
    parameters.push(flow.businessKey);
  }

  /** Start events that wait for the message: those of the institution, else the shared ones. */
  async starting(address: MessageAddress): Promise<StartSubscriptionRow[]> {
    if (address.processInstanceId !== undefined) return [];
    const { flow } = address;
    if (flow && flow.toElement === undefined && (await this.hasPartner(flow))) return [];
    const rows = await this.latestStarts('message', address.institution, address.name);
    const matching = rows
      .filter(({ correlationKey }) => correlationKey === null || correlationKey === address.correlationKey)
      .filter(
        (row) =>
          !flow || (row.processKey === flow.toProcess && (flow.toElement === undefined || row.elementId === flow.toElement)),
      );
    const isOpen = await Promise.all(
      matching.map((row) =>
        this.starts.isOpen({
          ...row,
          institution: address.institution,
          businessKey: address.businessKey ?? flow?.businessKey,
          correlationKey: address.correlationKey,
        }),
      ),
    );
    return matching.filter((_, index) => isOpen[index]);
  }

  /** Starts by a signal: those of the institution, else the shared ones. */
  startingBySignal(institution: string, name: string): Promise<StartSubscriptionRow[]> {
    return this.latestStarts('signal', institution, name);
  }

  /** Starts by a condition: those of the institution, else the shared ones. */
  startingByCondition(institution: string): Promise<StartSubscriptionRow[]> {
    return this.latestStarts('conditional', institution, '');
  }

  private async latestStarts(
    eventType: StartSubscriptionRow['eventType'],
    institution: string,
    eventName: string,
  ): Promise<StartSubscriptionRow[]> {
    const rows = await this.database.reader.find(
      startSubscriptionTable,
      'event_type = ? AND event_name = ? AND institution IN (?, ?)',
      [eventType, eventName, institution, shared],
      { orderBy: 'process_key, id' },
    );
    const own = new Set(rows.filter((row) => row.institution === institution).map(({ processKey }) => processKey));
    return rows.filter((row) => row.institution === institution || !own.has(row.processKey));
  }

  /** A message to a pool as a whole starts nothing while the sender's partner there is running. */
  private async hasPartner({ senderInstanceId, toProcess }: FlowAddress): Promise<boolean> {
    const partner = await this.partners.of(senderInstanceId, toProcess);
    return partner !== undefined && (await this.instances.load(partner)) !== undefined;
  }
}
