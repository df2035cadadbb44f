import { undoRule } from '../instances/index.ts';
import { deliveryTable, subscriptionTable } from './tables.ts';

/**
 * A completion whose deliveries nobody has got can be taken back.
 * @param subscribed called after the commit for each message that an instance waits for again
 */
export const messageUndo = (subscribed: (eventName: string) => void) => [
  undoRule({
    table: subscriptionTable,
    restored: ({ eventType, eventName }, _, { afterCommit }) => {
      if (eventType === 'message' && eventName !== undefined) afterCommit(() => subscribed(eventName));
    },
  }),
  undoRule({
    table: deliveryTable,
    overtaken: (row, revision) => (row?.revision === revision ? undefined : { reason: 'delivered' }),
  }),
];
