import { Injectable } from '@nestjs/common';
import type { Actor } from '../../identity/index.ts';
import { People } from '../../identity/index.ts';
import { Definitions } from '../../models/index.ts';
import type { TaskRow } from '../../tasks/index.ts';
import { Lists } from '../lists/lists.ts';
import type { Parameters } from '../lists/parameters.ts';
import { Tenants } from '../wire/tenants.ts';
import { taskList } from './task-list.ts';
import { camundaTaskView } from './task-views.ts';

/** Open tasks as Camunda shows them. */
@Injectable()
export class TaskQueries {
  private readonly list = taskList(async (account) => {
    const person = await this.people.byAccount(account);
    return person && this.people.actorOf(person, 'basic');
  });

  constructor(
    private readonly lists: Lists,
    private readonly people: People,
    private readonly definitions: Definitions,
    private readonly tenants: Tenants,
  ) {}

  async find(actor: Actor, parameters: Parameters) {
    const rows = await this.lists.find(this.list, actor, parameters);
    return Promise.all(rows.map((row) => this.view(row)));
  }

  count(actor: Actor, parameters: Parameters): Promise<{ count: number }> {
    return this.lists.count(this.list, actor, parameters);
  }

  /** By the id that people and clients know. */
  one(actor: Actor, taskId: string): Promise<TaskRow | undefined> {
    return this.lists.one(this.list, actor, taskId, 'task_id');
  }

  async view(row: TaskRow) {
    const tenantOf = await this.tenants.reader();
    const definition = await this.definitions.byId(row.definitionId);
    return camundaTaskView(row, definition?.process.nodes.get(row.elementId)?.model.documentation, tenantOf(row.institution));
  }
}
