import type { Delivery } from '@gaita/contracts';
import { openWaits } from '@gaita/engine';
import type { Snapshot, Trigger } from '@gaita/engine';
import type { Told } from './kernel-run.ts';

export interface Received {
  readonly instanceId: string;
  readonly trigger: Trigger;
}

/** Whom a delivery reaches among the instances of a run. A message that nobody waits for is lost, a signal reaches everybody. */
export function receiversOf(
  from: string,
  delivery: Delivery,
  snapshots: ReadonlyMap<string, Snapshot>,
  told: readonly Told[],
): Received[] {
  switch (delivery.type) {
    case 'startCalled': {
      const { childInstanceId: instanceId, variables, tokenId } = delivery;
      const calledBy = { instanceId: from, tokenId, ...(delivery.compensable && { compensable: true as const }) };
      return [{ instanceId, trigger: { type: 'start', instanceId, variables, calledBy } }];
    }
    case 'cancelCalled':
      return [{ instanceId: delivery.childInstanceId, trigger: { type: 'cancel', byCaller: true } }];
    case 'compensateCalled':
      return [{ instanceId: delivery.childInstanceId, trigger: { type: 'compensate' } }];
    case 'forgetCalled':
      return [{ instanceId: delivery.childInstanceId, trigger: { type: 'forget' } }];
    case 'calledEnded':
    case 'calledError':
    case 'calledEscalation':
    case 'calledCanceled':
    case 'calledCompensated':
      return [{ instanceId: delivery.parentInstanceId, trigger: triggerOfCalled(delivery) }];
    case 'message':
      return subscribers('message', delivery.messageName, snapshots, told)
        .slice(0, 1)
        .map(({ instanceId, id }) => ({
          instanceId,
          trigger: { type: 'messageArrived', subscriptionId: id, variables: delivery.variables },
        }));
    case 'signal':
      return subscribers('signal', delivery.signalName, snapshots, told).map(({ instanceId, id }) => ({
        instanceId,
        trigger: { type: 'signalArrived', subscriptionId: id, variables: delivery.variables },
      }));
  }
}

function triggerOfCalled(delivery: Extract<Delivery, { parentTokenId: string }>): Trigger {
  const { parentTokenId: tokenId } = delivery;
  switch (delivery.type) {
    case 'calledEnded':
      return {
        type: 'calledEnded',
        tokenId,
        variables: delivery.variables,
        ...(delivery.compensable && { compensable: true }),
      };
    case 'calledCompensated':
      return { type: 'calledCompensated', tokenId };
    case 'calledError':
      return { type: 'calledError', tokenId, errorCode: delivery.errorCode, variables: delivery.variables };
    case 'calledEscalation':
      return { type: 'calledEscalation', tokenId, escalationCode: delivery.escalationCode, variables: delivery.variables };
    case 'calledCanceled':
      return { type: 'callFailed', tokenId, incidentType: 'calledProcessCanceled', message: 'cancelled' };
  }
}

/** Open subscriptions to a name, the oldest first. */
function subscribers(
  kind: 'message' | 'signal',
  name: string,
  snapshots: ReadonlyMap<string, Snapshot>,
  told: readonly Told[],
): { instanceId: string; id: string }[] {
  const open = new Set(
    [...snapshots.values()].flatMap((snapshot) =>
      openWaits(snapshot)
        .filter((wait) => wait.kind === kind)
        .map(({ id }) => id),
    ),
  );
  return told.flatMap(({ instanceId, record }) =>
    record.kind === 'subscriptionOpened' && record.eventName === name && open.has(record.subscriptionId)
      ? [{ instanceId, id: record.subscriptionId }]
      : [],
  );
}
