import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { People, personTable, seesOwnOnly, visibleCases } from '../identity/index.ts';
import type { HistoryInstanceRow } from '../instances/index.ts';
import { historyInstanceTable } from '../instances/index.ts';
import { Database } from '../platform/database/database.ts';
import { FindTask, historyTaskTable, taskSignatureTable } from '../tasks/index.ts';

/** The case of a note or document, and the task that it is about. */
export interface Place {
  readonly instanceId: string;
  readonly institution: string;
  readonly taskId: string | null;
}

/** Finds the cases whose notes and documents somebody may see: those that they see whole. */
@Injectable()
export class FindCase {
  constructor(
    private readonly database: Database,
    private readonly tasks: FindTask,
    private readonly people: People,
  ) {}

  /** Rejections: `instance-unknown`. */
  async byId(actor: Actor, instanceId: string): Promise<Place | Rejection> {
    const row = await this.visible(actor, instanceId);
    return row ? { instanceId, institution: row.institution, taskId: null } : unknownCase(instanceId);
  }

  /** By a task, open or over. Rejections: `task-unknown`. */
  async byTask(actor: Actor, taskId: string): Promise<Place | Rejection> {
    const open = await this.tasks.open(actor, taskId);
    if (isRejection(open) && open.code === 'task-unknown') return open;
    const instanceId = isRejection(open) ? await this.caseOfEnded(taskId) : open.instanceId;
    const row = instanceId === undefined ? undefined : await this.visible(actor, instanceId);
    if (!row) return rejected('task-unknown', `No task has the id ${taskId}.`, { taskId });
    return { instanceId: row.id, institution: row.institution, taskId };
  }

  /** Of the accounts those whose people may see the case. */
  async readersAmong(accounts: readonly string[], place: Place): Promise<string[]> {
    const found: string[] = [];
    for (const account of new Set(accounts)) {
      const person = await this.people.byAccount(account);
      if (person && (await this.visible(await this.people.actorOf(person, 'basic'), place.instanceId))) found.push(account);
    }
    return found;
  }

  /** People whose name or account begins a word with the text and who may see the case, at most eight. */
  async readers(place: Place, text: string): Promise<{ account: string; name: string }[]> {
    const people = await this.database.reader.find(
      personTable,
      `active = ? AND (institution = ? OR id IN (SELECT person_id FROM role_assignment WHERE institution = ?))`,
      [true, place.institution, place.institution],
      { orderBy: 'name, account', limit: 2_000 },
    );
    const wanted = folded(text);
    const found: { account: string; name: string }[] = [];
    for (const person of people) {
      if (
        !folded(`${person.name} ${person.account}`)
          .split(/[\s.-]+/)
          .some((word) => word.startsWith(wanted)) &&
        !folded(person.name).startsWith(wanted)
      )
        continue;
      if ((await this.readersAmong([person.account], place)).length === 0) continue;
      found.push({ account: person.account, name: person.name });
      if (found.length === 8) break;
    }
    return found;
  }

  private async visible(actor: Actor, instanceId: string): Promise<HistoryInstanceRow | undefined> {
    const { sql, parameters } = visibleCases(actor);
    const row = await this.database.reader.findOne(historyInstanceTable, `id = ? AND ${sql}`, [instanceId, ...parameters]);
    return row && !seesOwnOnly(actor, row.institution) ? row : undefined;
  }

  private async caseOfEnded(taskId: string): Promise<string | undefined> {
    const { reader } = this.database;
    const turn = await reader.byId(taskSignatureTable, taskId);
    return (turn ?? (await reader.byId(historyTaskTable, taskId)))?.instanceId;
  }
}

const unknownCase = (instanceId: string): Rejection =>
  rejected('instance-unknown', `No case has the id ${instanceId}.`, { instanceId });

/** Small letters without diacritics. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
