import { Injectable } from '@nestjs/common';
import type { Delivery, Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Trigger } from '@gaita/engine';
import type { Commanded, InstanceRow } from '../instances/index.ts';
import { Instances, instanceTable } from '../instances/index.ts';
import { Definitions } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import type { DeliveryRow } from './tables.ts';
import { deliveryTable } from './tables.ts';

type CallDelivery = Exclude<Delivery, { type: 'message' } | { type: 'signal' }>;
type StartCalled = Extract<Delivery, { type: 'startCalled' }>;

/** Calls within calls, at the most. */
const deepestCall = 50;

/** What caller and called process do to each other. */
@Injectable()
export class DeliverCall {
  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
    private readonly definitions: Definitions,
    private readonly consume: ConsumeDelivery,
  ) {}

  run(row: DeliveryRow, delivery: CallDelivery): Promise<Commanded<unknown>> {
    switch (delivery.type) {
      case 'startCalled':
        return this.start(row, delivery);
      case 'cancelCalled':
        return this.trigger(row, delivery.childInstanceId, {
          type: 'cancel',
          reason: 'The calling activity was withdrawn.',
          byCaller: true,
        });
      case 'compensateCalled':
        return this.trigger(row, delivery.childInstanceId, { type: 'compensate' });
      case 'forgetCalled':
        return this.trigger(row, delivery.childInstanceId, { type: 'forget' });
      default: {
        const { parentInstanceId, parentTokenId: tokenId } = delivery;
        return this.trigger(row, parentInstanceId, toTrigger(delivery, tokenId));
      }
    }
  }

  private trigger(row: DeliveryRow, instanceId: string, trigger: Trigger): Promise<Commanded<unknown>> {
    return this.instances.commandOnly<null>(this.consume.command(), instanceId, async () => {
      const beside = await this.consume.beside(row);
      if (isRejection(beside)) return beside;
      return { trigger, guards: beside.guards, change: (changes) => beside.change(changes), answer: () => null };
    });
  }

  private async start(row: DeliveryRow, call: StartCalled): Promise<Commanded<unknown>> {
    const parent = row.senderInstanceId === null ? undefined : await this.instances.load(row.senderInstanceId);
    if (!parent || (await this.isVoid(call)) || (await this.hasNoRoot(parent.row))) {
      await this.consume.settle(row, (changes) => changes.delete(deliveryTable, row.id));
      return { answer: null, sent: [] };
    }
    const fail = (incidentType: string, message: string) =>
      this.trigger(row, parent.row.id, {
        type: 'callFailed',
        tokenId: call.tokenId,
        scopeId: call.scopeId,
        incidentType,
        message,
      });
    if (parent.row.callDepth + 1 > deepestCall)
      return fail(
        'callTooDeep',
        `Processes call each other more than ${deepestCall} deep. Look for a process that calls itself.`,
      );
    const definition = await this.find(call, parent.row.institution, parent.row.definitionId);
    if (!definition) return fail('calledProcessMissing', `No process with the key ${call.calledElement} is published.`);
    const beside = await this.consume.beside(row);
    if (isRejection(beside)) return { answer: beside as Rejection, sent: [] };
    const started = await this.instances.startOnly(this.consume.command(), {
      instanceId: call.childInstanceId,
      definitionId: definition.id,
      institution: parent.row.institution,
      ...(parent.row.unit !== null && { unit: parent.row.unit }),
      ...(call.businessKey !== undefined && { businessKey: call.businessKey }),
      variables: call.variables,
      ...(call.types && { types: call.types }),
      calledBy: {
        instanceId: parent.row.id,
        tokenId: call.tokenId,
        scopeId: call.scopeId,
        rootInstanceId: parent.row.rootInstanceId,
        callDepth: parent.row.callDepth,
        ...(call.compensable && { compensable: true }),
      },
      guards: beside.guards,
      change: (changes) => beside.change(changes),
    });
    if (isRejection(started.answer) && started.answer.code !== 'too-busy')
      return fail('calledProcessRefused', started.answer.message);
    return started;
  }

  /** A cancel that was sent after this start and waits behind it voids it. */
  private async isVoid(call: StartCalled): Promise<boolean> {
    const rows = await this.database.reader.find(
      deliveryTable,
      "receiver_instance_id = ? AND type = 'cancelCalled'",
      [call.childInstanceId],
      { limit: 1 },
    );
    return rows.length > 0;
  }

  /** The case that the caller belongs to is over: the cancel is on its way to it and would else never catch up with calls that multiply. */
  private async hasNoRoot({ id, rootInstanceId }: InstanceRow): Promise<boolean> {
    if (rootInstanceId === id) return false;
    return (await this.database.reader.count(instanceTable, 'id = ?', [rootInstanceId])) === 0;
  }

  private async find(call: StartCalled, institution: string, callerDefinitionId: string) {
    switch (call.binding) {
      case 'version':
        return this.definitions.byVersion(institution, call.calledElement, Number(call.bindingValue));
      case 'versionTag':
        return this.definitions.byVersionTag(institution, call.calledElement, call.bindingValue ?? '');
      case 'deployment': {
        const caller = await this.definitions.byId(callerDefinitionId);
        return caller && this.definitions.byDeployment(caller.row.deploymentId, call.calledElement);
      }
      default:
        return this.definitions.latest(institution, call.calledElement);
    }
  }
}

function toTrigger(delivery: Extract<CallDelivery, { parentInstanceId: string }>, tokenId: string): Trigger {
  const at = { tokenId, ...(delivery.parentScopeId !== undefined && { scopeId: delivery.parentScopeId }) };
  switch (delivery.type) {
    case 'calledEnded':
      return {
        type: 'calledEnded',
        ...at,
        variables: delivery.variables,
        ...(delivery.types && { types: delivery.types }),
        ...(delivery.compensable && { compensable: true }),
      };
    case 'calledCompensated':
      return { type: 'calledCompensated', ...at };
    case 'calledError':
      return {
        type: 'calledError',
        ...at,
        errorCode: delivery.errorCode,
        ...(delivery.errorMessage !== undefined && { errorMessage: delivery.errorMessage }),
        variables: delivery.variables,
      };
    case 'calledEscalation':
      return { type: 'calledEscalation', ...at, escalationCode: delivery.escalationCode, variables: delivery.variables };
    case 'calledCanceled':
      return {
        type: 'callFailed',
        ...at,
        incidentType: 'calledProcessCanceled',
        message: `The called process was cancelled${delivery.reason ? `: ${delivery.reason}` : '.'}`,
      };
  }
}
