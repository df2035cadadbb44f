import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { z } from 'zod';
import type { Actor } from '../../identity/index.ts';
import type { Command } from '../../platform/write-plan.ts';
import { AssignTask, ClaimTask, CompleteTask, UnclaimTask } from '../../tasks/index.ts';
import { refusal } from '../wire/camunda-error.ts';
import { readBody } from '../wire/read-body.ts';
import type { TypedValue } from '../wire/typed-values.ts';
import { readVariables, toTypedValues } from '../wire/typed-values.ts';
import { InstanceVariables } from './instance-variables.ts';

const completionBody = z.object({ variables: z.unknown().optional(), withVariablesInReturn: z.boolean().default(false) });
const userBody = z.object({ userId: z.string().min(1).optional() });

/** What Camunda does to tasks, by the commands of our own. */
@Injectable()
export class TaskCommands {
  constructor(
    private readonly completeTask: CompleteTask,
    private readonly claimTask: ClaimTask,
    private readonly unclaimTask: UnclaimTask,
    private readonly assignTask: AssignTask,
    private readonly variables: InstanceVariables,
  ) {}

  /**
   * @param checkForm as `submit-form` does; `complete` does not
   * @returns the case's variables where the caller asked for them
   */
  async complete(actor: Actor, command: Command, taskId: string, body: unknown, checkForm: boolean) {
    const prefix = checkForm ? `Cannot submit task form ${taskId}` : `Cannot complete task ${taskId}`;
    const given = readBody(completionBody, body);
    const values = readVariables(given.variables, prefix);
    const completed = await this.completeTask.run(command, actor, taskId, { ...values, checkForm });
    if (isRejection(completed)) {
      if (completed.code === 'form-invalid') throw refusal(completed, { prefix, status: 400 });
      throw refusal(completed, { prefix });
    }
    return given.withVariablesInReturn
      ? toTypedValues(await this.variables.ofInstance(actor, completed.instanceId))
      : (undefined as { [name: string]: TypedValue } | undefined);
  }

  /** Claims for the caller; for somebody else it is an administrator's assignment. */
  async claim(actor: Actor, command: Command, taskId: string, body: unknown): Promise<void> {
    const { userId = actor.account } = readBody(userBody, body);
    refuse(
      userId === actor.account
        ? await this.claimTask.run(command, actor, taskId)
        : await this.assignTask.run(command, actor, taskId, userId),
      `Cannot claim task ${taskId}`,
    );
  }

  /** A task that nobody holds stays so: Camunda does not complain either. */
  async unclaim(actor: Actor, command: Command, taskId: string): Promise<void> {
    const unclaimed = await this.unclaimTask.run(command, actor, taskId);
    if (isRejection(unclaimed) && unclaimed.code === 'task-not-claimed') return;
    refuse(unclaimed, `Cannot unclaim task ${taskId}`);
  }
}

function refuse(answer: unknown | Rejection, prefix: string): void {
  if (isRejection(answer)) throw refusal(answer, { prefix });
}
