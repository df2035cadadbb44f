import type { ApplyContext, RecordApplier } from '../instances/index.ts';
import { historyActivityTable } from '../instances/index.ts';
import { holdNewTasks, planDueReminder, planNotice } from '../notifications/index.ts';
import { asConsulted, openOpinion } from './opinions/open-opinion.ts';
import type { Consulted } from './tables.ts';
import { historyTaskTable, longestName, taskTable } from './tables.ts';
import { dropPlannedCandidates, insertCandidates } from './task-candidates.ts';

/**
 * Rows of tasks and of their history. Who claimed, signed or completed is the commands' to add.
 * @param withdrawn called after the commit when tasks of the instance were withdrawn: opinions asked on them went along
 */
export const taskApplier = (withdrawn: (instanceId: string) => void): RecordApplier => ({
  taskCreated: (record, { instance, now, commandId, actor, changes }) => {
    const common = {
      id: record.taskId,
      institution: instance.institution,
      unit: instance.unit,
      instanceId: instance.id,
      definitionId: instance.definitionId,
      processKey: instance.processKey,
      businessKey: instance.businessKey,
      elementId: record.elementId,
      name: record.name?.slice(0, longestName) ?? null,
      assignee: record.assignee ?? null,
      priority: record.priority,
      dueAt: record.dueAt ?? null,
      dueRule: record.dueRule ?? null,
      legalBasis: record.legalBasis ?? null,
      followUpAt: record.followUpAt ?? null,
    };
    const consulted = record.consulted.flatMap((asked) => (asked.required ? [asConsulted(record.taskId, asked.role, now)] : []));
    const task = {
      ...common,
      taskId: record.taskId,
      tokenId: record.tokenId,
      scopeId: record.scopeId,
      claimedAt: record.assignee === undefined ? null : now,
      named: record.assignee ?? null,
      candidateUsers: record.candidateUsers,
      candidateGroups: record.candidateGroups,
      joint: record.joint,
      signing: null,
      formKey: record.formKey ?? null,
      owner: null,
      delegationState: null,
      consulted: consulted.length === 0 ? null : consulted,
      opinionOf: null,
      createdBy: actor === 'system' ? null : actor,
      openedBy: null,
      openedAt: null,
      createdAt: now,
      revision: 1,
    };
    changes.insert(taskTable, task);
    insertCandidates(changes, record.taskId, record);
    changes.insert(historyTaskTable, {
      ...common,
      activityInstanceId: record.tokenId,
      startedAt: now,
      endedAt: null,
      outcome: null,
      completedBy: null,
      reason: null,
    });
    changes.update(historyActivityTable, record.tokenId, {
      taskId: record.taskId,
      assignee: record.assignee ?? null,
    });
    const told = {
      institution: instance.institution,
      taskId: record.taskId,
      instanceId: instance.id,
      commandId,
      at: now,
      causedBy: actor,
    };
    if (record.assignee === undefined) planNotice(changes, { ...told, kind: 'task-offered' });
    else if (record.assignee !== actor)
      planNotice(changes, { ...told, kind: 'task-assigned', account: record.assignee, notBefore: now + holdNewTasks });
    if (record.dueAt !== undefined && record.dueAt > now) planDueReminder(changes, { ...told, dueAt: record.dueAt });
    for (const asked of consulted) {
      openOpinion(changes, task, asked);
      planNotice(changes, { ...told, taskId: asked.id, kind: 'opinion-asked', notBefore: now + holdNewTasks });
    }
  },

  taskCompleted: ({ taskId }, context) => {
    context.changes.update(historyTaskTable, taskId, { endedAt: context.now, outcome: 'completed', completedBy: context.actor });
    removeTask(taskId, context);
  },

  taskWithdrawn: ({ taskId }, context) => {
    const { changes, instance, now, afterCommit } = context;
    changes.update(historyTaskTable, taskId, { endedAt: now, outcome: 'withdrawn' });
    removeTask(taskId, context);
    afterCommit(() => withdrawn(instance.id));
  },
});

function removeTask(id: string, { changes, now }: ApplyContext): void {
  const planned = changes.get(taskTable, id);
  if (planned) dropPlannedCandidates(changes, id, planned);
  for (const { id: opinion } of (planned?.['consulted'] as Consulted[] | null | undefined) ?? [])
    if (changes.has(taskTable, opinion)) {
      dropPlannedCandidates(changes, opinion, changes.get(taskTable, opinion) ?? {});
      changes.update(historyTaskTable, opinion, { endedAt: now, outcome: 'withdrawn' });
      changes.delete(taskTable, opinion);
    }
  changes.delete(taskTable, id);
}
