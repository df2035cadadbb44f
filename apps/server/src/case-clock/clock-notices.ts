import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/index.ts';
import { Calendars } from '../identity/index.ts';
import { FindCase, historyActivityTable, historyInstanceTable } from '../instances/index.ts';
import { Definitions, processName } from '../models/index.ts';
import type { Looked, Notice } from '../notifications/index.ts';
import { NoticeReaders } from '../notifications/index.ts';
import { Database } from '../platform/database/database.ts';
import { ClockOverseers } from './clock-overseers.ts';
import { caseClockTable } from './tables.ts';

/** Says whom a notice about the clock of a case is for now, if it still holds. */
@Injectable()
export class ClockNotices {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly people: NoticeReaders,
    private readonly overseers: ClockOverseers,
    private readonly calendars: Calendars,
    private readonly cases: FindCase,
  ) {}

  async look({ instanceId, details }: Notice): Promise<Looked> {
    const clock = instanceId === null ? undefined : await this.database.reader.byId(caseClockTable, instanceId);
    const holds = clock?.state === 'running' && clock.dueOn === details['dueOn'] && clock.told === details['percent'];
    if (!clock || !holds) return { holds: false };
    const found = await this.database.reader.byId(historyInstanceTable, clock.id);
    if (!found) return { holds: false };
    const definition = await this.definitions.byId(found.definitionId);
    const { zone } = await this.calendars.of(clock.institution);
    const sees = async (actor: Actor) => (await this.cases.find(actor, clock.id)) !== undefined;
    const holders = await this.people.of(await this.holdersOfTasks(clock.id), sees);
    return {
      holds: true,
      readers: [...holders, ...(await this.overseers.of(clock, found.unit, sees))],
      facts: {
        path: `/cases/${clock.id}`,
        names: (language) => ({ process: definition ? processName(definition, language) : clock.processKey }),
        dueAt: clock.dueAt,
        zone,
        percent: clock.told,
      },
    };
  }

  private async holdersOfTasks(rootId: string): Promise<string[]> {
    const rows = await this.database.reader.find(
      historyActivityTable,
      'ended_at IS NULL AND assignee IS NOT NULL AND instance_id IN (SELECT id FROM history_instance WHERE root_instance_id = ?)',
      [rootId],
    );
    return rows.flatMap(({ assignee }) => assignee ?? []);
  }
}
