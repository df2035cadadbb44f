import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Decision } from '../instances/index.ts';
import { Instances } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { TimerRow } from './tables.ts';
import { timerTable } from './tables.ts';
import { WakeTimers } from './wake-timers.ts';
import { timerWake } from './wakes.ts';

export interface Fired {
  /** False: it was not due yet, and waits on. */
  readonly fired: boolean;
}

/** Fires a timer of an instance, once, however often it is called. */
@Injectable()
export class FireTimer {
  constructor(
    private readonly database: Database,
    private readonly instances: Instances,
    private readonly wakes: WakeTimers,
    private readonly ids: Ids,
  ) {}

  /** Rejections: `timer-not-scheduled`, those of `Instances.command`. */
  async run(timerId: string): Promise<Fired | Rejection> {
    const timer = await this.find(timerId);
    if (!timer) return notScheduled(timerId);
    // When a timer is due never changes, so this need not be asked again when the commit is prepared again.
    if ((await this.wakes.dueNow(timerWake, timerId, timer.dueAt)) === undefined) return { fired: false };
    const command = { id: this.ids.next(), account: 'system' };
    let known: TimerRow | undefined = timer;
    const answer = await this.instances.command(command, timer.instanceId, async () => {
      const found = known ?? (await this.find(timerId));
      // lost or refused with this one: it is read again
      known = undefined;
      return found ? this.decide(found) : notScheduled(timerId);
    });
    return isRejection(answer) && answer.code === 'instance-unknown' ? notScheduled(timerId) : answer;
  }

  private decide(timer: TimerRow): Decision<Fired> {
    return {
      trigger: { type: 'timerDue', timerId: timer.id, place: timer },
      guards: [this.wakes.guard(timerTable, timer)],
      answer: () => ({ fired: true }),
    };
  }

  private find(timerId: string): Promise<TimerRow | undefined> {
    return this.database.reader.byId(timerTable, timerId);
  }
}

const notScheduled = (timerId: string): Rejection =>
  rejected('timer-not-scheduled', `Timer ${timerId} is not scheduled: it has fired, or the case went on without it.`, {
    timerId,
  });
