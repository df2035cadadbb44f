import { createHash } from 'node:crypto';
import type { RowChanges } from '../../platform/write-plan.ts';
import type { Consulted, TaskRow } from '../tables.ts';
import { historyTaskTable, longestName, taskOpinionTable, taskTable } from '../tables.ts';
import { insertCandidates } from '../task-candidates.ts';

/** An opinion that the model demands; its id follows from the task's, as who opens the task has no ids to give. */
export const asConsulted = (taskId: string, role: string, askedAt: number): Consulted => ({
  id: createHash('sha256').update(`${taskId} ${role}`).digest('hex').slice(0, 32),
  role,
  required: true,
  askedAt,
});

/** The part of a task that lives on in the task by which an opinion on it is asked. */
type Asked = Omit<TaskRow, 'consulted' | 'opinionOf' | 'signing'>;

/** Opens the task by which a role or a colleague is asked for an opinion. `task.consulted` is the caller's to write. */
export function openOpinion(changes: RowChanges, task: Asked, asked: Consulted): void {
  insertOpinionTask(changes, task, asked);
  changes.insert(historyTaskTable, {
    id: asked.id,
    institution: task.institution,
    unit: task.unit,
    instanceId: task.instanceId,
    definitionId: task.definitionId,
    processKey: task.processKey,
    businessKey: task.businessKey,
    activityInstanceId: task.tokenId,
    elementId: opinionKey(task.elementId),
    name: nameOf(task),
    assignee: asked.account ?? null,
    priority: task.priority,
    ...dueOf(task, asked),
    legalBasis: task.legalBasis,
    followUpAt: null,
    startedAt: asked.askedAt,
    endedAt: null,
    outcome: null,
    completedBy: null,
    reason: null,
  });
  changes.insert(taskOpinionTable, {
    id: asked.id,
    institution: task.institution,
    instanceId: task.instanceId,
    taskId: task.id,
    elementId: task.elementId,
    role: asked.role ?? null,
    askedOf: asked.account ?? null,
    required: asked.required,
    askedBy: asked.askedBy ?? null,
    askedAt: asked.askedAt,
    question: asked.question ?? null,
    account: null,
    opinion: null,
    explanation: null,
    givenAt: null,
  });
}

/** The open task alone, as when it comes back with the task on which it was asked. */
export function insertOpinionTask(changes: RowChanges, task: Asked, asked: Consulted): void {
  const offer = {
    candidateUsers: asked.account === undefined ? [] : [asked.account],
    candidateGroups: asked.role === undefined ? [] : [asked.role],
  };
  changes.insert(taskTable, {
    ...task,
    ...offer,
    id: asked.id,
    taskId: asked.id,
    elementId: opinionKey(task.elementId),
    name: nameOf(task),
    ...dueOf(task, asked),
    assignee: asked.account ?? null,
    claimedAt: asked.account === undefined ? null : asked.askedAt,
    named: null,
    joint: [],
    signing: null,
    followUpAt: null,
    owner: null,
    delegationState: null,
    consulted: null,
    opinionOf: task.id,
    createdBy: asked.askedBy ?? task.createdBy,
    openedBy: null,
    openedAt: null,
    createdAt: asked.askedAt,
    revision: 1,
  });
  insertCandidates(changes, asked.id, offer);
}

/** As clients read it; people read it in their language (`taskName`). */
const nameOf = ({ name }: Asked): string | null => (name === null ? null : `Opinion: ${name}`.slice(0, longestName));

/** Nobody is late who is asked only after the task was due. */
const dueOf = ({ dueAt, dueRule }: Asked, { askedAt }: Consulted) =>
  dueAt !== null && dueAt > askedAt ? { dueAt, dueRule } : { dueAt: null, dueRule: null };

const suffix = '.opinion';
/** Characters of a key column. */
const longestKey = 191;

/** What stands for the element of a task that asks for an opinion: no element of the model has it. Of the longest ids a part is kept. */
export const opinionKey = (elementId: string): string => `${elementId.slice(0, longestKey - suffix.length)}${suffix}`;

/** The element that such a key was made of; undefined for the element of any other task. */
export const askedElement = (elementId: string): string | undefined =>
  elementId.endsWith(suffix) ? elementId.slice(0, -suffix.length) : undefined;

/** The element on whose task the opinion is asked. */
export const elementOfTask = ({ elementId, opinionOf }: Pick<TaskRow, 'elementId' | 'opinionOf'>): string =>
  opinionOf === null ? elementId : (askedElement(elementId) ?? elementId);
