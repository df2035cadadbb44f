import { Injectable } from '@nestjs/common';
import { Calendars, seesOwnOnly } from '../../identity/index.ts';
import { FindCase, historyInstanceTable } from '../../instances/index.ts';
import { Definitions, processName } from '../../models/index.ts';
import type { Looked, Notice } from '../../notifications/index.ts';
import { NoticeReaders } from '../../notifications/index.ts';
import { Database } from '../../platform/database/database.ts';
import { noteTable } from '../tables.ts';

/** Says whether a notice about a mention still holds: the note is there, names them, and they may see its case. */
@Injectable()
export class MentionNotices {
  constructor(
    private readonly database: Database,
    private readonly cases: FindCase,
    private readonly people: NoticeReaders,
    private readonly definitions: Definitions,
    private readonly calendars: Calendars,
  ) {}

  async look({ account, details }: Notice): Promise<Looked> {
    const id = details['note'];
    const note = typeof id === 'string' ? await this.database.reader.byId(noteTable, id) : undefined;
    if (!note || account === null || note.deletedAt !== null || !note.mentions.includes(account)) return { holds: false };
    const { institution, instanceId } = note;
    const found = await this.database.reader.byId(historyInstanceTable, instanceId);
    if (!found) return { holds: false };
    const definition = await this.definitions.byId(found.definitionId);
    return {
      holds: true,
      readers: await this.people.of(
        [account],
        async (actor) => !seesOwnOnly(actor, institution) && (await this.cases.find(actor, instanceId)) !== undefined,
      ),
      facts: {
        path: `/cases/${found.rootInstanceId}`,
        names: (language) => ({ process: definition ? processName(definition, language) : found.processKey }),
        zone: (await this.calendars.of(institution)).zone,
      },
    };
  }
}
