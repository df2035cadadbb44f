import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import { seesEndedTask, seesTask } from '../identity/index.ts';
import { Database } from '../platform/database/database.ts';
import type { HistoryTaskRow, TaskRow } from './tables.ts';
import { historyTaskTable, taskSignatureTable, taskTable } from './tables.ts';
import { isHeldBy, notOffered } from './task-rights.ts';

const at = (millis: number | null): string => (millis === null ? '' : ` at ${new Date(millis).toISOString()}`);

/** Finds a task by the id that people and clients know, or says what became of it. */
@Injectable()
export class FindTask {
  constructor(private readonly database: Database) {}

  /** Rejections: `task-unknown`, `not-allowed` (held without a role that shows it), `task-already-completed` (names who and when), `task-withdrawn`. */
  async open(actor: Actor, taskId: string): Promise<TaskRow | Rejection> {
    const [task] = await this.database.reader.among(taskTable, 'taskId', [taskId]);
    if (task && seesTask(actor, task)) return task;
    if (task && isHeldBy(actor, task) && actor.institutions.includes(task.institution)) return notOffered(task);
    return this.explainGone(actor, taskId);
  }

  /** By `task.id`, whoever asks. */
  row(id: string): Promise<TaskRow | undefined> {
    return this.database.reader.byId(taskTable, id);
  }

  /** Why there is no open task of this id. */
  async explainGone(actor: Actor, taskId: string): Promise<Rejection> {
    const { reader } = this.database;
    const turn = await reader.byId(taskSignatureTable, taskId);
    const history = await reader.byId(historyTaskTable, turn?.activityTaskId ?? taskId);
    const isSigner = turn !== undefined && turn.account === actor.account;
    if (!history || !(isSigner || seesEndedTask(actor, history))) return unknown(taskId);
    const { instanceId } = history;
    return turn?.outcome ? completed(taskId, instanceId, turn.account, turn.signedAt) : ended(taskId, history);
  }
}

function ended(taskId: string, { instanceId, outcome, completedBy, endedAt }: HistoryTaskRow): Rejection {
  if (outcome === 'completed') return completed(taskId, instanceId, completedBy, endedAt);
  if (outcome === null) return rejected('version-conflict', `Task ${taskId} is being changed. Look again.`, { taskId });
  const why = outcome === 'canceled' ? 'the step before it was taken back' : 'the case went on without it';
  return rejected('task-withdrawn', `Task ${taskId} was withdrawn${at(endedAt)}: ${why}.`, {
    taskId,
    instanceId,
    withdrawnAt: endedAt,
  });
}

const completed = (taskId: string, instanceId: string, by: string | null, when: number | null): Rejection =>
  rejected('task-already-completed', `Task ${taskId} was completed by ${by ?? 'somebody'}${at(when)}.`, {
    taskId,
    instanceId,
    completedBy: by,
    completedAt: when,
  });

const unknown = (taskId: string): Rejection => rejected('task-unknown', `No task has the id ${taskId}.`, { taskId });
