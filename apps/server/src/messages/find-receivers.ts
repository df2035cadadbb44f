import { Injectable } from '@nestjs/common';
import type { Variables } from '@gaita/contracts';
import { visibleVariables } from '@gaita/engine';
import { Instances, StartByEvent } from '../instances/index.ts';
import { shared } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import type { SqlParameter } from '../platform/database/dialect.ts';
import { Partners } from './partners.ts';
import type { StartSubscriptionRow, SubscriptionRow } from './tables.ts';
import { startSubscriptionTable, subscriptionTable } from './tables.ts';

export interface MessageAddress {
  readonly institution: string;
  readonly name: string;
  readonly businessKey?: string | undefined;
  readonly correlationKey?: string | undefined;
  /** Variables that the waiting instance must have with these values. */
  readonly correlationVariables?: Variables | undefined;
  readonly processInstanceId?: string | undefined;
  /** Sent along a message flow: only its target is considered, and of that the sender's partner where it has one. */
  readonly flow?: FlowAddress | undefined;
}

export interface FlowAddress {
  readonly toProcess: string;
  readonly toElement?: string | undefined;
  readonly fromProcess: string;
  readonly businessKey?: string | undefined;
  readonly senderInstanceId: string;
}

/** Candidates whose variables are compared, at the most. */
const compared = 1_000;

/** Who waits for a message: by its name, then business key, correlation key and variables, as far as the sender gives them. */
@Injectable()
export class FindReceivers {
  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
    private readonly partners: Partners,
    private readonly starts: StartByEvent,
  ) {}

  /** Open subscriptions that match, the oldest first. */
  async waiting(address: MessageAddress, limit: number): Promise<SubscriptionRow[]> {
    const where = ["event_type = 'message'", 'event_name = ?', 'institution = ?'];
    const parameters: SqlParameter[] = [address.name, address.institution];
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
    const wanted = Object.entries(address.correlationVariables ?? {});
    const rows = await this.database.reader.find(subscriptionTable, where.join(' AND '), parameters, {
      orderBy: 'created_at, id',
      limit: wanted.length > 0 ? compared : limit,
    });
    if (wanted.length === 0) return rows;
    const matching: SubscriptionRow[] = [];
    for (const row of rows) {
      const loaded = await this.instances.load(row.instanceId);
      if (!loaded) continue;
      const { variables } = visibleVariables(loaded.snapshot, row.scopeId);
      const same = wanted.every(
        ([name, value]) => Object.hasOwn(variables, name) && JSON.stringify(variables[name]) === JSON.stringify(value),
      );
      if (same) matching.push(row);
      if (matching.length === limit) break;
    }
    return matching;
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
