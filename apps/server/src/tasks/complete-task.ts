import { Injectable } from '@nestjs/common';
import type { CompletedTask, Rejection, Variables, VariableTypes } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { recordAct } from '../audit/index.ts';
import type { DutyPlan } from '../duties/index.ts';
import { Duties } from '../duties/index.ts';
import type { Actor } from '../identity/index.ts';
import type { Decision, LoadedInstance, UndoRequest } from '../instances/index.ts';
import { Instances } from '../instances/index.ts';
import { planNotice } from '../notifications/index.ts';
import { Committer } from '../platform/committer.ts';
import { Ids } from '../platform/ids.ts';
import type { Command } from '../platform/write-plan.ts';
import { CheckTaskForm } from './check-task-form.ts';
import { FindTask } from './find-task.ts';
import type { Act, Values } from './joint-task.ts';
import { askToSign, nextRole, recordTurn, returnToResponsible, valuesWith } from './joint-task.ts';
import { refuseDelegated } from './hands/delegate-task.ts';
import {
  givingOpinion,
  readOpinion,
  refuseOwnAgreement,
  refuseWithoutAgreement,
  withdrawOpinions,
} from './opinions/give-opinion.ts';
import type { TaskRow } from './tables.ts';
import { taskTable } from './tables.ts';
import { guardsOf, refuseWork } from './task-rights.ts';

export interface Completion {
  readonly variables: Variables;
  readonly types?: VariableTypes;
  /** Only a task that asks for an opinion is completed so. */
  readonly isOpinion?: true;
  /** A task to sign goes back to the responsible person. */
  readonly returnReason?: string;
  /** Check the values against the form of the task (`/api/v1`; Camunda's `complete` does not). */
  readonly checkForm: boolean;
  /** Why the actor does it although a soft pair of roles warns of it. */
  readonly conflictReason?: string;
}

/** A person completes a task, signs a joint one, or returns it. */
@Injectable()
export class CompleteTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly duties: Duties,
    private readonly forms: CheckTaskForm,
    private readonly instances: Instances,
    private readonly committer: Committer,
    private readonly ids: Ids,
  ) {}

  /**
   * Rejections: those of `FindTask.open`, `not-allowed`, `task-claimed-by-other`, `already-signed`, `form-invalid`,
   * `invalid-request` (a return of what nobody signed), `agreement-missing`, `own-agreement`, `role-conflict`, `reason-needed`, and those of `Instances.command`.
   */
  async run(command: Command, actor: Actor, taskId: string, completion: Completion): Promise<CompletedTask | Rejection> {
    const task = await this.tasks.open(actor, taskId);
    if (isRejection(task)) return (await this.committer.replay<CompletedTask>(command)) ?? task;
    const decide = (row: TaskRow, loaded: LoadedInstance) => this.decide(actor, row, completion, loaded);
    let found: TaskRow | undefined = task;
    const answer = await this.instances.command(command, task.instanceId, async (loaded) => {
      // once as it was found, whose revision the commit compares; what would be refused so is looked at afresh
      const first = found && (await decide(found, loaded));
      found = undefined;
      if (first && !isRejection(first)) return withAct(command, actor, loaded, first);
      const fresh = await this.tasks.open(actor, taskId);
      return withAct(command, actor, loaded, isRejection(fresh) ? fresh : await decide(fresh, loaded));
    });
    // The whole case may have ended meanwhile: say what became of the task.
    if (isRejection(answer) && endedMeanwhile.has(answer.code)) return this.tasks.explainGone(actor, taskId);
    return answer;
  }

  private async decide(
    actor: Actor,
    task: TaskRow,
    completion: Completion,
    loaded: LoadedInstance,
  ): Promise<Decision<CompletedTask> | Rejection> {
    const { taskId } = task;
    const refused = refuseWork(actor, task) ?? refuseDelegated(task);
    if (refused) return refused;
    if (completion.isOpinion && task.opinionOf === null)
      return rejected('invalid-request', `Task ${taskId} asks for no opinion.`, { taskId });
    const { account } = actor;
    const { conflictReason } = completion;
    const duty = await this.duties.plan(actor, {
      kind: deedOf(task, completion),
      account,
      task,
      conflictReason,
      fresh: loaded.row,
    });
    if (isRejection(duty)) return duty;
    const act: Act = { account, at: loaded.now };
    if (completion.returnReason !== undefined) return returning(actor, task, act, completion.returnReason, duty);
    if (task.opinionOf !== null) return this.opinion(actor, task, task.opinionOf, act, completion.variables, duty);
    // a further signature is a decision of its own
    const missing =
      refuseWithoutAgreement(task) ?? (task.signing?.role === undefined ? refuseOwnAgreement(actor, task) : undefined);
    if (missing) return missing;
    const values = await this.valuesOf(actor, task, completion, loaded);
    if (isRejection(values)) return values;
    const role = nextRole(task);
    return role === undefined ? completing(actor, task, act, values, duty) : this.signing(actor, task, act, values, role, duty);
  }

  private async opinion(
    actor: Actor,
    task: TaskRow,
    askedOn: string,
    act: Act,
    variables: Variables,
    duty: DutyPlan,
  ): Promise<Decision<CompletedTask> | Rejection> {
    const asked = await this.tasks.row(askedOn);
    if (!asked) return this.tasks.explainGone(actor, task.taskId);
    const refused = refuseOwnAgreement(actor, asked, task.id);
    if (refused) return refused;
    const given = readOpinion(variables, act);
    return isRejection(given) ? given : givingOpinion(actor, task, asked, given, duty);
  }

  private async valuesOf(
    actor: Actor,
    task: TaskRow,
    { variables, types = {}, checkForm }: Completion,
    loaded: LoadedInstance,
  ): Promise<Values | Rejection> {
    const checked = checkForm
      ? await this.forms.run(actor, task, variables, loaded)
      : await this.forms.pastForm(actor, task, variables, loaded, true);
    return isRejection(checked) ? checked : { variables: checked, types };
  }

  private signing(actor: Actor, task: TaskRow, act: Act, values: Values, role: string, duty: DutyPlan): Decision<CompletedTask> {
    const nextTaskId = this.ids.next();
    return {
      guards: [...guardsOf(actor, task), ...duty.guards],
      change: (changes) => {
        askToSign(changes, task, act, values, role, nextTaskId);
        duty.change(changes);
        const { id, institution, instanceId } = task;
        const causedBy = actor.account;
        const told = { institution, instanceId, taskId: id, commandId: nextTaskId, at: act.at, causedBy };
        planNotice(changes, { ...told, kind: 'task-offered', details: { turn: nextTaskId } });
      },
      undo: undoing(task, values),
      answer: () => ({ taskId: task.taskId, instanceId: task.instanceId, result: 'to-sign', nextTaskId, nextRole: role }),
    };
  }
}

/** What the answer calls it is what the audit says. */
function withAct(
  command: Command,
  actor: Actor,
  { row, now }: LoadedInstance,
  decided: Decision<CompletedTask> | Rejection,
): Decision<CompletedTask> | Rejection {
  if (isRejection(decided)) return decided;
  const { taskId, result } = decided.answer([]);
  return {
    ...decided,
    change: (changes, records) => {
      decided.change?.(changes, records);
      recordAct(changes, {
        id: command.id,
        at: now,
        account: actor.account,
        institution: row.institution,
        act: result === 'returned' ? 'task-returned' : result === 'to-sign' ? 'task-signed' : 'task-completed',
        object: { type: 'task', id: taskId, instanceId: row.id },
      });
    },
  };
}

const endedMeanwhile: ReadonlySet<string> = new Set(['instance-unknown', 'instance-ended', 'task-withdrawn']);

function deedOf({ signing, opinionOf }: TaskRow, { returnReason }: Completion): 'return' | 'sign' | 'complete' | 'agree' {
  if (opinionOf !== null) return 'agree';
  if (returnReason !== undefined) return 'return';
  return signing?.role === undefined ? 'complete' : 'sign';
}

function completing(actor: Actor, task: TaskRow, act: Act, values: Values, duty: DutyPlan): Decision<CompletedTask> {
  return {
    trigger: { type: 'taskCompleted', taskId: task.id, place: task, ...valuesWith(task, values) },
    guards: [...guardsOf(actor, task), ...duty.guards],
    change: (changes) => {
      if (task.joint.length > 0) recordTurn(changes, task, act, 'signed');
      duty.change(changes);
      withdrawOpinions(changes, task, act.at);
    },
    undo: undoing(task, values),
    answer: () => ({ taskId: task.taskId, instanceId: task.instanceId, result: 'completed' }),
  };
}

const undoing = (task: TaskRow, entered: Values): UndoRequest => ({
  taskId: task.taskId,
  entered,
  known: [{ table: taskTable, row: task }],
});

function returning(actor: Actor, task: TaskRow, act: Act, reason: string, duty: DutyPlan): Decision<CompletedTask> | Rejection {
  const { signing, taskId, instanceId } = task;
  if (!signing || signing.role === undefined)
    return rejected('invalid-request', `Task ${taskId} waits for no signature, so there is nobody to return it to.`, { taskId });
  return {
    guards: [...guardsOf(actor, task), ...duty.guards],
    change: (changes) => {
      returnToResponsible(changes, task, signing, act, reason);
      duty.change(changes);
    },
    answer: () => ({ taskId, instanceId, result: 'returned', nextTaskId: task.id }),
  };
}
