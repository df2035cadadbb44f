import { Injectable } from '@nestjs/common';
import type { BulkTasksRequest, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { Clock } from '../platform/clock.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { RowChanges } from '../platform/write-plan.ts';
import type { TaskFilter, TaskRow } from '../tasks/index.ts';
import { ListTasks } from '../tasks/index.ts';
import { RunBulk } from './run-bulk.ts';
import { bulkItemTable, bulkJobTable } from './tables.ts';

const page = 500;

/** Writes down which tasks are meant, however many, and lets the work begin. */
@Injectable()
export class StartBulk {
  constructor(
    private readonly tasks: ListTasks,
    private readonly runner: RunBulk,
    private readonly committer: Committer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Rejection: `not-found`, when no task is meant. Ids of tasks that are not open are tried, too, and say what became of them. */
  run(command: Command, actor: Actor, request: BulkTasksRequest): Promise<{ id: string; total: number } | Rejection> {
    return this.committer.run(command, async () => {
      const meant = await this.meant(actor, request);
      if (meant.length === 0) return rejected('not-found', 'No task is meant.');
      const changes = new RowChanges();
      const id = this.ids.next();
      changes.insert(bulkJobTable, {
        id,
        account: actor.account,
        institution: actor.institution,
        act: request.act,
        recipient: request.account ?? null,
        conflictReason: request.conflictReason ?? null,
        total: meant.length,
        done: 0,
        failed: 0,
        state: 'running',
        claimedUntil: 0,
        createdAt: this.clock.now(),
        finishedAt: null,
        revision: 1,
      });
      meant.forEach(({ taskId, name, businessKey }, position) =>
        changes.insert(bulkItemTable, {
          id: this.ids.next(),
          jobId: id,
          position,
          taskId,
          name,
          businessKey,
          state: 'waiting',
          attempt: 1,
          code: null,
          message: null,
          details: null,
          at: null,
        }),
      );
      const answer = { id, total: meant.length };
      return {
        guards: [],
        changes: changes.list(),
        commands: [{ command, answer }],
        answer,
        afterCommit: [() => this.runner.wake()],
      };
    });
  }

  private async meant(actor: Actor, { tasks }: BulkTasksRequest): Promise<Meant[]> {
    const found = new Map<string, Meant>();
    if ('ids' in tasks) {
      const ids = [...new Set(tasks.ids)];
      for (let from = 0; from < ids.length; from += page) {
        const portion = ids.slice(from, from + page);
        for (const row of await this.tasks.rows(actor, { taskIds: portion })) found.set(row.taskId, meantOf(row));
      }
      return ids.map((taskId) => found.get(taskId) ?? { taskId, name: taskId, businessKey: null });
    }
    const { candidateGroup, ...rest } = tasks.filter;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as TaskFilter;
    const filter = { ...given, ...(candidateGroup !== undefined && { candidateGroups: [candidateGroup] }) };
    for (let offset = 0; ; offset += page) {
      const rows = await this.tasks.rows(actor, filter, { sort: [{ by: 'id' }], offset, limit: page });
      for (const row of rows) found.set(row.taskId, meantOf(row));
      if (rows.length < page) return [...found.values()];
    }
  }
}

type Meant = Pick<TaskRow, 'taskId' | 'businessKey'> & { readonly name: string };

const meantOf = ({ taskId, name, elementId, businessKey }: TaskRow): Meant => ({ taskId, name: name ?? elementId, businessKey });
