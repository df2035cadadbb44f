import { Injectable } from '@nestjs/common';
import { Calendars, People, PeopleDirectory } from '../identity/index.ts';
import { FindCase, historyActivityTable, historyInstanceTable } from '../instances/index.ts';
import { Definitions, processName } from '../models/index.ts';
import type { Looked, Notice } from '../notifications/index.ts';
import { Database } from '../platform/database/database.ts';
import { caseClockTable } from './tables.ts';

/** Who hears of a part of the term beside those who hold a task of the case: the closer to its end, the more. */
const overseers: Readonly<Record<number, readonly string[]>> = {
  50: [],
  80: ['department-head'],
  100: ['department-head', 'service-manager'],
};

/** Says whom a notice about the clock of a case is for now, if it still holds. */
@Injectable()
export class ClockNotices {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
    private readonly directory: PeopleDirectory,
    private readonly people: People,
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
    const oversee = await Promise.all(
      (overseers[clock.told] ?? []).map((role) => this.directory.holdersOf(role, clock.institution)),
    );
    const readers = [...(await this.holdersOfTasks(clock.id)), ...oversee.flat().map(({ account }) => account)];
    return {
      holds: true,
      readers: await this.mayKnow(readers, clock.id),
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

  /** Active people who may see the case. */
  private async mayKnow(accounts: readonly string[], caseId: string): Promise<string[]> {
    const may: string[] = [];
    for (const account of new Set(accounts)) {
      const person = await this.people.byAccount(account);
      if (person && (await this.cases.find(await this.people.actorOf(person, 'basic'), caseId))) may.push(account);
    }
    return may;
  }
}
