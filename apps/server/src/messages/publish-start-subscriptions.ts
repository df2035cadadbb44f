import { Injectable } from '@nestjs/common';
import { evaluateStart } from '@gaita/engine';
import { Calendars } from '../identity/index.ts';
import { GatherStarts } from '../instances/index.ts';
import type { PublishedDefinition } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { Ids } from '../platform/ids.ts';
import type { StartSubscriptionRow } from './tables.ts';
import { startSubscriptionTable } from './tables.ts';

/** The starts by message, signal and condition of the latest version replace those of the version before. */
@Injectable()
export class PublishStartSubscriptions {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly ids: Ids,
    private readonly gather: GatherStarts,
  ) {}

  /** Gives the names of the messages that it starts with. */
  async run({ row, process, previous, now, changes }: PublishedDefinition): Promise<readonly string[]> {
    if (previous) {
      const old = await this.database.reader.find(startSubscriptionTable, 'definition_id = ?', [previous.id]);
      for (const { id } of old) changes.delete(startSubscriptionTable, id);
    }
    await this.gather.published(row, process, changes);
    const starts = process.startEvents.filter(({ kind }) => kind === 'message' || kind === 'signal' || kind === 'conditional');
    if (starts.length === 0) return [];
    const calendar = await this.calendars.of(row.institution);
    const messages: string[] = [];
    for (const { elementId, definition = null, kind, name, correlationKey } of starts) {
      const eventName = kind === 'conditional' ? '' : name && evaluateStart(process, name, { now, calendar });
      if (eventName === null || eventName === undefined) continue;
      if (kind === 'message') messages.push(eventName);
      changes.insert(startSubscriptionTable, {
        id: this.ids.next(),
        institution: row.institution,
        definitionId: row.id,
        processKey: row.processKey,
        elementId,
        eventType: kind as StartSubscriptionRow['eventType'],
        eventName,
        correlationKey: correlationKey ? evaluateStart(process, correlationKey, { now, calendar }) : null,
        definitionIndex: definition,
      });
    }
    return messages;
  }
}
