import type { Json, NoticeKind } from '@gaita/contracts';
import { hashOf } from '../platform/hash-of.ts';
import type { RowChanges } from '../platform/write-plan.ts';
import { plannedNoticeTable } from './tables.ts';

/** What may still be undone is told of after this time, milliseconds: the completion before a new task, and passing on. */
export const holdNewTasks = 60_000;
const held: ReadonlySet<NoticeKind> = new Set(['task-offered', 'task-passed-on']);
/** A task is due soon when this part of its time has passed. */
const dueSoonAfter = 0.8;

export interface NoticeToPlan {
  readonly kind: NoticeKind;
  readonly institution: string;
  /** Of the command that brings it about: the same command plans the same notice once. */
  readonly commandId: string;
  /** Now. */
  readonly at: number;
  /** `task.id`. */
  readonly taskId?: string;
  readonly instanceId?: string;
  /** Whom. Without one the notice goes to whoever its subject is for at that time. */
  readonly account?: string;
  readonly role?: string;
  /** Account of the person who needs no mail of what they did themselves. */
  readonly causedBy?: string;
  readonly details?: { readonly [name: string]: Json };
  /** Default: at once; for new tasks and those that are passed on 60 s later. */
  readonly notBefore?: number;
}

/**
 * Adds to a plan that somebody is to be told of something. Whether it still holds, who may know of it and in which language
 * they read is looked up when it is sent: whoever undoes its cause has nothing to void.
 */
export function planNotice(changes: RowChanges, notice: NoticeToPlan): void {
  const { kind, institution, commandId, at, taskId, instanceId, account, role, causedBy, details = {} } = notice;
  const notBefore = notice.notBefore ?? at + (held.has(kind) ? holdNewTasks : 0);
  changes.insert(plannedNoticeTable, {
    id: hashOf(kind, commandId, taskId, instanceId, account, role, JSON.stringify(details)),
    institution,
    kind,
    taskId: taskId ?? null,
    instanceId: instanceId ?? null,
    account: account ?? null,
    role: role ?? null,
    causedBy: causedBy ?? null,
    details,
    notBefore,
    claimedUntil: 0,
    tries: 0,
    createdAt: at,
    revision: 1,
  });
}

/**
 * Plans the reminder of a task's due date (at 80 % of the time from `at`), after which its being overdue follows. Planned again
 * whenever the due date changes; the reminder of another date voids itself.
 */
export function planDueReminder(
  changes: RowChanges,
  task: Pick<NoticeToPlan, 'institution' | 'commandId' | 'at' | 'instanceId'> & {
    readonly taskId: string;
    readonly dueAt: number;
  },
): void {
  const { dueAt, ...rest } = task;
  const notBefore = Math.round(task.at + dueSoonAfter * Math.max(0, dueAt - task.at));
  planNotice(changes, { ...rest, kind: 'task-due-soon', details: { dueAt }, notBefore });
}
