import type { Variables, VariableTypes } from '@gaita/contracts';
import type { RowChanges } from '../platform/write-plan.ts';
import type { Signing, TaskRow } from './tables.ts';
import { taskSignatureTable, taskTable } from './tables.ts';
import { replaceCandidates } from './task-candidates.ts';

/** Who acts on a joint task, when, and with what. */
export interface Act {
  readonly account: string;
  readonly at: number;
}

export interface Values {
  readonly variables: Variables;
  readonly types: VariableTypes;
}

/** The role that signs after the one who completes the row now; undefined when that is the last. */
export const nextRole = ({ joint, signing }: Pick<TaskRow, 'joint' | 'signing'>): string | undefined =>
  joint[signing?.signatures.length ?? 0];

/** What the process gets: what earlier signers left on the row, overwritten by what comes with this completion. */
export function valuesWith({ signing }: Pick<TaskRow, 'signing'>, { variables, types }: Values): Values {
  return {
    variables: { ...signing?.values, ...variables },
    types: { ...signing?.types, ...types },
  };
}

/** Asks the next role to sign: the activity's row goes on under another `taskId`, nobody holds it. */
export function askToSign(changes: RowChanges, task: TaskRow, act: Act, values: Values, role: string, taskId: string): void {
  const { variables, types } = valuesWith(task, values);
  const { candidateUsers, candidateGroups } = task;
  const signing: Signing = {
    role,
    signatures: [...(task.signing?.signatures ?? []), { taskId: task.taskId, ...act }],
    values: variables,
    types,
    responsible: task.signing?.responsible ?? { candidateUsers, candidateGroups },
  };
  recordTurn(changes, task, act, 'signed');
  changes.insert(taskSignatureTable, { ...turnOf(task), id: taskId, role, openedAt: act.at });
  const offer = { candidateUsers: [], candidateGroups: [role] };
  replaceCandidates(changes, task.id, task, offer);
  changes.update(taskTable, task.id, {
    ...offer,
    taskId,
    signing,
    assignee: null,
    claimedAt: null,
    createdAt: act.at,
    createdBy: act.account,
    openedBy: null,
    openedAt: null,
    revision: task.revision + 1,
  });
}

/** Gives the task back to the responsible person, under its first id, with the values as they were entered. */
export function returnToResponsible(changes: RowChanges, task: TaskRow, signing: Signing, act: Act, reason: string): void {
  const { role: _, ...rest } = signing;
  recordTurn(changes, task, act, 'returned', reason);
  for (const { taskId } of signing.signatures) changes.update(taskSignatureTable, taskId, { outcome: 'superseded' });
  changes.update(taskSignatureTable, task.id, { account: null, signedAt: null, outcome: null });
  replaceCandidates(changes, task.id, task, signing.responsible);
  changes.update(taskTable, task.id, {
    ...signing.responsible,
    taskId: task.id,
    signing: { ...rest, signatures: [], returned: { ...act, reason } },
    assignee: signing.signatures[0]?.account ?? null,
    claimedAt: act.at,
    createdAt: act.at,
    revision: task.revision + 1,
  });
}

/** Keeps who ended this turn of the joint task. The responsible person's first turn has no row yet. */
export function recordTurn(changes: RowChanges, task: TaskRow, act: Act, outcome: 'signed' | 'returned', reason?: string): void {
  const ending = { account: act.account, signedAt: act.at, outcome, reason: reason ?? null };
  if (task.signing) changes.update(taskSignatureTable, task.taskId, ending);
  else changes.insert(taskSignatureTable, { ...turnOf(task), id: task.taskId, role: null, openedAt: task.createdAt, ...ending });
}

const turnOf = ({ id, institution, instanceId }: TaskRow) => ({
  institution,
  instanceId,
  activityTaskId: id,
  account: null,
  signedAt: null,
  outcome: null,
  reason: null,
});
