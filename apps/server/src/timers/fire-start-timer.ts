import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { nextCycle } from '@gaita/engine';
import { Calendars, Institutions } from '../identity/index.ts';
import { Deliveries, StartByEvent } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { Fired } from './fire-timer.ts';
import { startTimerTable } from './tables.ts';
import { WakeTimers } from './wake-timers.ts';
import { startTimerWake } from './wakes.ts';

/** Starts an instance of a definition (or counts for a start that needs further events) because its timer is due; the cycle goes on, on its grid. */
@Injectable()
export class FireStartTimer {
  constructor(
    private readonly database: Database,
    private readonly starts: StartByEvent,
    private readonly deliveries: Deliveries,
    private readonly institutions: Institutions,
    private readonly calendars: Calendars,
    private readonly wakes: WakeTimers,
    private readonly ids: Ids,
  ) {}

  /** Rejections: `timer-not-scheduled`, those of `StartByEvent`. */
  async run(timerId: string): Promise<Fired | Rejection> {
    const timer = await this.database.reader.byId(startTimerTable, timerId);
    if (!timer) return rejected('timer-not-scheduled', `Start timer ${timerId} is not scheduled.`, { timerId });
    const now = await this.wakes.dueNow(startTimerWake, timerId, timer.dueAt);
    if (now === undefined) return { fired: false };
    const calendar = await this.calendars.of(timer.institution);
    const next = timer.cycle === null ? undefined : nextCycle(timer.cycle, now, calendar);
    const { answer: started, sent } = await this.starts.run(
      { id: this.ids.next(), account: 'system' },
      {
        definitionId: timer.definitionId,
        elementId: timer.elementId,
        definitionIndex: timer.definitionIndex,
        institution: await this.institutions.ofNewInstance({ definition: timer.institution }),
        variables: {},
        guards: [this.wakes.guard(startTimerTable, timer)],
        change: (changes) => {
          if (!next) return changes.delete(startTimerTable, timerId);
          const { dueAt, cycle = null } = next;
          changes.update(startTimerTable, timerId, { dueAt, cycle, claimedUntil: 0, revision: timer.revision + 1 });
        },
      },
    );
    if (sent.length > 0) await this.deliveries.run(sent);
    if (isRejection(started)) return started;
    if (next) this.wakes.schedule(startTimerWake, timerId, next.dueAt);
    return { fired: true };
  }
}
