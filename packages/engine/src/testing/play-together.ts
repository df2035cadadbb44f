import type { ProcessModel } from '@gaita/bpmn';
import type { Delivery, Rejection, Variables } from '@gaita/contracts';
import type { Trigger } from '../trigger.ts';
import { Play } from './play.ts';

/** Instances that call each other: what one sends the other gets, in order, after each act. */
export class Together {
  readonly rejections: Rejection[] = [];
  private readonly models: ReadonlyMap<string, ProcessModel>;
  private readonly plays = new Map<string, { readonly key: string; readonly play: Play; delivered: number }>();

  /** @param first the process that the instance `instance` is started of */
  constructor(first: string, models: Readonly<Record<string, ProcessModel>>, variables: Variables = {}) {
    this.models = new Map(Object.entries(models));
    this.add(first, 'instance').start(variables);
    this.deliver();
  }

  /** The n-th instance of a process that was started. */
  of(key: string, n = 0): Play {
    const found = [...this.plays.values()].filter((each) => each.key === key)[n];
    if (!found) throw new Error(`no instance of ${key} was started`);
    return found.play;
  }

  complete(key: string, elementId: string, variables: Variables = {}, n = 0): this {
    this.of(key, n).complete(elementId, variables);
    return this.deliver();
  }

  do(key: string, trigger: Trigger, n = 0): this {
    this.of(key, n).do(trigger);
    return this.deliver();
  }

  private add(key: string, instanceId: string): Play {
    const play = new Play(this.models.get(key)!, { ids: `i${this.plays.size}s` });
    this.plays.set(instanceId, { key, play, delivered: 0 });
    return play;
  }

  private deliver(): this {
    for (let sent = this.next(); sent; sent = this.next()) {
      const { from, delivery } = sent;
      if (delivery.type === 'startCalled') {
        const { childInstanceId: instanceId, variables, tokenId, compensable } = delivery;
        const calledBy = { instanceId: from, tokenId, ...(compensable && { compensable: true as const }) };
        this.add(delivery.calledElement, instanceId).start(variables, { instanceId, calledBy });
      } else {
        const [to, trigger] = received(delivery);
        const rejection = this.plays.get(to)!.play.try(trigger);
        if (rejection) this.rejections.push(rejection);
      }
    }
    return this;
  }

  private next(): { from: string; delivery: Delivery } | undefined {
    for (const [from, each] of this.plays) {
      const record = each.play.of('deliverySent')[each.delivered];
      if (!record) continue;
      each.delivered += 1;
      return { from, delivery: record.delivery };
    }
    return undefined;
  }
}

function received(delivery: Delivery): [instanceId: string, trigger: Trigger] {
  switch (delivery.type) {
    case 'cancelCalled':
      return [delivery.childInstanceId, { type: 'cancel', byCaller: true }];
    case 'compensateCalled':
      return [delivery.childInstanceId, { type: 'compensate' }];
    case 'forgetCalled':
      return [delivery.childInstanceId, { type: 'forget' }];
    case 'calledEnded':
    case 'calledError':
    case 'calledCompensated': {
      const { parentInstanceId, parentTokenId: tokenId, ...given } = delivery;
      return [parentInstanceId, { ...given, tokenId }];
    }
    case 'calledCanceled':
      return [
        delivery.parentInstanceId,
        { type: 'callFailed', tokenId: delivery.parentTokenId, incidentType: 'calledProcessCanceled', message: 'cancelled' },
      ];
    default:
      throw new Error(`${delivery.type} is not played here`);
  }
}
