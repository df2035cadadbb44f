import { Injectable } from '@nestjs/common';
import { evaluateStart } from '@gaita/engine';
import { Calendars } from '../identity/index.ts';
import type { PublishedDefinition } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import { startSubscriptionTable } from './tables.ts';

/** The message starts of the latest version replace those of the version before. */
@Injectable()
export class PublishStartSubscriptions {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly ids: Ids,
  ) {}

  async run({ row, process, previous, now, changes }: PublishedDefinition): Promise<readonly string[]> {
    if (previous) {
      const old = await this.database.reader.find(startSubscriptionTable, 'definition_id = ?', [previous.id]);
      for (const { id } of old) changes.delete(startSubscriptionTable, id);
    }
    const messages = process.startEvents.filter(({ kind }) => kind === 'message');
    if (messages.length === 0) return [];
    const calendar = await this.calendars.of(row.institution);
    const names: string[] = [];
    for (const { elementId, name, correlationKey } of messages) {
      const eventName = name && evaluateStart(process, name, { now, calendar });
      if (!eventName) continue;
      names.push(eventName);
      changes.insert(startSubscriptionTable, {
        id: this.ids.next(),
        institution: row.institution,
        definitionId: row.id,
        processKey: row.processKey,
        elementId,
        eventType: 'message',
        eventName,
        correlationKey: correlationKey ? evaluateStart(process, correlationKey, { now, calendar }) : null,
      });
    }
    return names;
  }
}
