import type { Delivery } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** What an instance waits for: a message, a signal, or data (`conditional`). Nobody looks for conditional events, which need no row. The row goes when it was taken or withdrawn. */
export const subscriptionTable = table('subscription', {
  id: id(),
  institution: key(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  businessKey: key().orNull(),
  tokenId: id(),
  scopeId: id(),
  elementId: key(),
  eventType: key<'message' | 'signal' | 'conditional'>(),
  eventName: key(),
  correlationKey: key().orNull(),
  createdAt: millis(),
  revision: integer(),
});
export type SubscriptionRow = RowOf<typeof subscriptionTable>;

/** A way to start a latest definition by a message, a signal or a condition. */
export const startSubscriptionTable = table('start_subscription', {
  id: id(),
  institution: key(),
  definitionId: id(),
  processKey: key(),
  elementId: key(),
  eventType: key<'message' | 'signal' | 'conditional'>(),
  /** Of a condition: empty. */
  eventName: key(),
  correlationKey: key().orNull(),
  /** Which of several definitions of the element. */
  definitionIndex: integer().orNull(),
});
export type StartSubscriptionRow = RowOf<typeof startSubscriptionTable>;

/**
 * Something that one instance does to another, or a message or signal on its way. Written in the sender's commit, deleted in
 * the receiver's. Ids sort in the order of sending.
 */
export const deliveryTable = table('delivery', {
  id: id(),
  institution: key(),
  /** Null when it came from outside. */
  senderInstanceId: id().orNull(),
  /** Null for messages and signals, whose receiver is found when they are delivered. */
  receiverInstanceId: id().orNull(),
  type: key<Delivery['type']>(),
  messageName: key().orNull(),
  delivery: json<Delivery>(),
  createdAt: millis(),
  /** `waiting`: to be delivered at `availableAt`. `held`: a message that nobody awaits yet. `expired`: nobody came. */
  state: key<'waiting' | 'held' | 'expired'>(),
  availableAt: millis(),
  expiresAt: millis().orNull(),
  attempts: integer(),
  lastError: text().orNull(),
  revision: integer(),
});
export type DeliveryRow = RowOf<typeof deliveryTable>;

/** Two instances that exchanged a message along a message flow: a row for each way. */
export const partnerTable = table('partner', {
  id: id(),
  institution: key(),
  instanceId: id(),
  partnerProcessKey: key(),
  partnerInstanceId: id(),
  createdAt: millis(),
});
