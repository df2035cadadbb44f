import { Injectable } from '@nestjs/common';
import type { Rejection, Variables, VariableTypes } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import { allowed, Duties } from '../../duties/index.ts';
import type { Actor } from '../../identity/index.ts';
import { Instances } from '../../instances/index.ts';
import { planNotice } from '../../notifications/index.ts';
import { Committer } from '../../platform/committer.ts';
import type { Command, RowChanges } from '../../platform/write-plan.ts';
import { CheckTaskForm } from '../check-task-form.ts';
import { FindTask } from '../find-task.ts';
import { changeHolder, recordTaskAct } from '../plan-holder.ts';
import type { TaskRow } from '../tables.ts';
import { guardsOf, isHeldBy, refuseWork } from '../task-rights.ts';
import { leads } from './task-lead.ts';

interface Given {
  readonly variables: Variables;
  readonly types?: VariableTypes;
}

interface Resolved {
  readonly taskId: string;
  readonly assignee: string | null;
}

/** Who did the delegated work gives the task back to its owner; what they found out goes to the case with it. */
@Injectable()
export class ResolveTask {
  constructor(
    private readonly tasks: FindTask,
    private readonly duties: Duties,
    private readonly forms: CheckTaskForm,
    private readonly instances: Instances,
    private readonly committer: Committer,
  ) {}

  /** Rejections: those of `FindTask.open`, `task-not-delegated`, `not-allowed`, `form-invalid`, `role-conflict`, and those of `Instances.command`. */
  async run(command: Command, actor: Actor, taskId: string, given: Given = { variables: {} }): Promise<Resolved | Rejection> {
    const found = await this.tasks.open(actor, taskId);
    if (isRejection(found)) return (await this.committer.replay<Resolved>(command)) ?? found;
    return this.instances.command(command, found.instanceId, async (loaded) => {
      const { now } = loaded;
      const task = await this.tasks.open(actor, taskId);
      if (isRejection(task)) return task;
      const writes = Object.keys(given.variables).length > 0;
      const refused = refuse(actor, task, writes);
      if (refused) return refused;
      const { types } = given;
      const variables = await this.forms.pastForm(actor, task, given.variables, loaded, false);
      if (isRejection(variables)) return variables;
      const holds = isHeldBy(actor, task);
      const account = holds ? actor.account : (task.assignee ?? actor.account);
      const duty = await this.duties.plan(actor, { kind: 'resolve', account, task });
      if (isRejection(duty) && holds) return duty;
      // who prepared it may have left: then a lead takes it back all the same
      const deed = isRejection(duty) ? allowed : duty;
      return {
        ...(Object.keys(variables).length > 0 && {
          trigger: { type: 'writeVariables', variables, ...(types && { types }), scopeId: task.scopeId },
        }),
        guards: [...guardsOf(actor, task), ...deed.guards],
        change: (changes) => {
          resolve(changes, command, actor, task, now);
          deed.change(changes);
        },
        answer: () => ({ taskId, assignee: task.owner }),
      };
    });
  }
}

/** What was found out comes from who did the work, and only while it is theirs to do; the bare task a lead gives back, too. */
function refuse(actor: Actor, task: TaskRow, writes: boolean): Rejection | undefined {
  const { taskId, assignee } = task;
  if (task.delegationState !== 'PENDING')
    return rejected('task-not-delegated', `Task ${taskId} is delegated to nobody.`, { taskId });
  if (writes && isHeldBy(actor, task)) return refuseWork(actor, task);
  if (!writes && (isHeldBy(actor, task) || leads(actor, task))) return undefined;
  return rejected('not-allowed', `Task ${taskId} is delegated to ${assignee}; only they give it back.`, { taskId, assignee });
}

function resolve(changes: RowChanges, command: Command, actor: Actor, task: TaskRow, at: number): void {
  changeHolder(changes, task, { assignee: task.owner, since: at, delegationState: 'RESOLVED' });
  recordTaskAct(changes, command, actor, task, { at, act: 'task-resolved' });
  if (task.owner === null) return;
  planNotice(changes, {
    kind: 'task-assigned',
    institution: task.institution,
    commandId: command.id,
    at,
    taskId: task.id,
    instanceId: task.instanceId,
    account: task.owner,
    causedBy: actor.account,
  });
}
