import type { RecordApplier } from '../instances/index.ts';
import { timeToLive } from './time-to-live.ts';
import { deliveryTable, subscriptionTable } from './tables.ts';

/** Deliveries are left to the replica that sent them for this long before a sweep takes them, milliseconds. */
export const headStart = 2_000;

/** @param subscribed called after the commit for each message that an instance began to wait for */
export const messageApplier = (subscribed: (eventName: string) => void): RecordApplier => ({
  subscriptionOpened: (record, { instance, now, changes, afterCommit }) => {
    changes.insert(subscriptionTable, {
      id: record.subscriptionId,
      institution: instance.institution,
      instanceId: instance.id,
      definitionId: instance.definitionId,
      processKey: instance.processKey,
      businessKey: instance.businessKey,
      tokenId: record.tokenId,
      scopeId: record.scopeId,
      elementId: record.elementId,
      eventType: record.eventType,
      eventName: record.eventName,
      correlationKey: record.correlationKey ?? null,
      createdAt: now,
      revision: 1,
    });
    if (record.eventType === 'message') afterCommit(() => subscribed(record.eventName));
  },

  subscriptionClosed: (record, { changes }) => changes.delete(subscriptionTable, record.subscriptionId),

  deliverySent: ({ deliveryId, delivery }, { instance, now, changes }) =>
    changes.insert(deliveryTable, {
      id: deliveryId,
      institution: instance.institution,
      senderInstanceId: instance.id,
      receiverInstanceId: receiverOf(delivery),
      type: delivery.type,
      messageName: delivery.type === 'message' ? delivery.messageName : null,
      delivery,
      createdAt: now,
      state: 'waiting',
      availableAt: now + headStart,
      expiresAt: delivery.type === 'message' ? now + timeToLive(delivery.timeToLive) : null,
      attempts: 0,
      lastError: null,
      revision: 1,
    }),
});

function receiverOf(delivery: Parameters<NonNullable<RecordApplier['deliverySent']>>[0]['delivery']): string | null {
  if ('parentInstanceId' in delivery) return delivery.parentInstanceId;
  if ('childInstanceId' in delivery) return delivery.childInstanceId;
  return null;
}
