import type { CompletedTask, Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import type { DutyPlan } from '../../duties/index.ts';
import type { Actor } from '../../identity/index.ts';
import { accountsOf } from '../../identity/index.ts';
import type { Decision } from '../../instances/index.ts';
import type { RowChanges } from '../../platform/write-plan.ts';
import type { Consulted, OpinionGiven, TaskRow } from '../tables.ts';
import { historyTaskTable, taskOpinionTable, taskTable } from '../tables.ts';
import { guardsOf, isHeldBy } from '../task-rights.ts';

/** The opinion, as values of the form that asks for it: `opinion` (without one it is an agreement) and `explanation`. */
export function readOpinion(
  variables: { readonly [name: string]: unknown },
  by: { readonly account: string; readonly at: number },
): OpinionGiven | Rejection {
  const { opinion = 'agree', explanation } = variables;
  if (opinion !== 'agree' && opinion !== 'disagree' && opinion !== 'none')
    return rejected('invalid-request', 'An opinion is "agree", "disagree" or "none".', { opinion });
  const text = typeof explanation === 'string' ? explanation.trim() : '';
  if (opinion === 'disagree' && text === '')
    return rejected('invalid-request', 'Say why you disagree.', { field: 'explanation' });
  return { opinion, ...by, ...(text !== '' && { text: text.slice(0, 5_000) }) };
}

/** Ends the task by which an opinion was asked, and tells the task on which it was asked. */
export function givingOpinion(
  actor: Actor,
  task: TaskRow,
  asked: TaskRow,
  given: OpinionGiven,
  duty: DutyPlan,
): Decision<CompletedTask> {
  return {
    guards: [...guardsOf(actor, task), ...guardsOf(actor, asked), ...duty.guards],
    change: (changes) => {
      giveOpinion(changes, task, asked, given);
      duty.change(changes);
    },
    undo: {
      taskId: task.taskId,
      entered: { variables: { opinion: given.opinion, ...(given.text !== undefined && { explanation: given.text }) } },
      known: [
        { table: taskTable, row: task },
        { table: taskTable, row: asked },
      ],
    },
    answer: () => ({ taskId: task.taskId, instanceId: task.instanceId, result: 'completed' }),
  };
}

function giveOpinion(changes: RowChanges, task: TaskRow, asked: TaskRow, given: OpinionGiven): void {
  const { account, at, opinion, text } = given;
  const consulted = (asked.consulted ?? []).map((each): Consulted => (each.id === task.id ? { ...each, given } : each));
  changes.update(taskTable, asked.id, { consulted, revision: asked.revision + 1 });
  changes.update(taskOpinionTable, task.id, { account, opinion, explanation: text ?? null, givenAt: at });
  changes.update(historyTaskTable, task.id, { endedAt: at, outcome: 'completed', completedBy: account });
  changes.delete(taskTable, task.id);
}

/** 409 that names the roles without whose agreement the task cannot be completed. */
export function refuseWithoutAgreement(task: TaskRow): Rejection | undefined {
  const { taskId } = task;
  const missing = lastRequired(task).filter(({ given }) => given?.opinion !== 'agree');
  if (missing.length === 0) return undefined;
  const roles = missing.flatMap(({ role }) => role ?? []);
  const disagreed = missing.filter(({ given }) => given?.opinion === 'disagree').flatMap(({ role }) => role ?? []);
  return rejected('agreement-missing', `Task ${taskId} needs the agreement of ${roles.join(', ')} first.`, {
    taskId,
    roles,
    disagreed,
  });
}

/** An agreement that is required is somebody else's: neither who holds the task gives it, nor completes it who gave it. */
export function refuseOwnAgreement(actor: Actor, asked: TaskRow, opinionTask?: string): Rejection | undefined {
  const required = lastRequired(asked);
  const isOwn =
    opinionTask === undefined
      ? required.some(({ given }) => given !== undefined && accountsOf(actor).includes(given.account))
      : isHeldBy(actor, asked) && required.some(({ id }) => id === opinionTask);
  if (!isOwn) return undefined;
  return rejected('own-agreement', `Who completes task ${asked.taskId} and who agrees to it must be two people.`, {
    taskId: asked.taskId,
  });
}

/** Of each role whose agreement is required, what was asked last. */
const lastRequired = ({ consulted }: TaskRow): Consulted[] => [
  ...new Map((consulted ?? []).filter(({ required }) => required).map((asked) => [asked.role, asked])).values(),
];

/** Opinions that nobody will give any more, as the task is completed. */
export function withdrawOpinions(changes: RowChanges, { consulted }: TaskRow, at: number): void {
  for (const { id, given } of consulted ?? []) {
    if (given) continue;
    changes.update(historyTaskTable, id, { endedAt: at, outcome: 'withdrawn' });
    changes.delete(taskTable, id);
  }
}
