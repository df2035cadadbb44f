import { Injectable } from '@nestjs/common';
import type { Language } from '@gaita/contracts';
import { Definitions } from '../models/index.ts';
import { Database } from '../platform/database/database.ts';
import { historyTaskTable, taskTable } from './tables.ts';
import { nameInModel } from './task-name.ts';

const portion = 500;

/** What tasks, open and over, are called in the reader's language, as lists call them. */
@Injectable()
export class TaskNames {
  constructor(
    private readonly database: Database,
    private readonly definitions: Definitions,
  ) {}

  /** By the id of the task; none of those that do not exist or have no name. */
  async of(taskIds: readonly string[], language: Language): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    for (let from = 0; from < taskIds.length; from += portion)
      for (const { taskId, elementId, definitionId } of await this.rows(taskIds.slice(from, from + portion))) {
        const definition = await this.definitions.byId(definitionId);
        const name = nameInModel(definition, elementId, language);
        if (name !== undefined) names.set(taskId, name);
      }
    return names;
  }

  /** A joint task is open under the id of its turn; what is over is known by the first one. */
  private async rows(taskIds: readonly string[]) {
    const { reader } = this.database;
    const [over, open] = await Promise.all([
      reader.find(historyTaskTable, 'id IN (?)', [taskIds]),
      reader.find(taskTable, 'task_id IN (?)', [taskIds]),
    ]);
    return [...over.map((row) => ({ ...row, taskId: row.id })), ...open];
  }
}
