import { Injectable } from '@nestjs/common';
import { evaluateStartTimer } from '@gaita/engine';
import { Calendars } from '../identity/index.ts';
import type { PublishedDefinition } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import { WakeQueue } from '../platform/queue/wake-queue.ts';
import { startTimerTable } from './tables.ts';
import { startTimerWake } from './wakes.ts';

/** The start timers of the latest version replace those of the version before. */
@Injectable()
export class PublishStartTimers {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly queue: WakeQueue,
    private readonly ids: Ids,
  ) {}

  async run({ row, process, previous, now, changes, afterCommit }: PublishedDefinition): Promise<void> {
    if (previous) {
      const old = await this.database.reader.find(startTimerTable, 'definition_id = ?', [previous.id]);
      for (const { id } of old) changes.delete(startTimerTable, id);
    }
    const starts = process.startEvents.filter(({ timer }) => timer);
    if (starts.length === 0) return;
    const calendar = await this.calendars.of(row.institution);
    for (const { elementId, definition } of starts) {
      const due = evaluateStartTimer(process, elementId, { now, calendar }, definition);
      if (!due) continue;
      const id = this.ids.next();
      changes.insert(startTimerTable, {
        id,
        institution: row.institution,
        definitionId: row.id,
        processKey: row.processKey,
        elementId,
        dueAt: due.dueAt,
        cycle: due.cycle ?? null,
        claimedUntil: 0,
        definitionIndex: definition ?? null,
        revision: 1,
      });
      afterCommit(() => this.queue.schedule(startTimerWake, id, due.dueAt));
    }
  }
}
