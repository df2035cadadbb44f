import { Injectable } from '@nestjs/common';
import { isRejection } from '@gaita/contracts';
import { z } from 'zod';
import type { Actor } from '../../identity/index.ts';
import type { Command } from '../../platform/write-plan.ts';
import { AssignTask, DelegateTask, PassOnTask, ResolveTask, UnclaimTask } from '../../tasks/index.ts';
import { refusal } from '../wire/camunda-error.ts';
import { readBody } from '../wire/read-body.ts';
import { readVariables } from '../wire/typed-values.ts';

const userBody = z.object({ userId: z.string().min(1).nullish() });
const namedUser = z.object({ userId: z.string().min(1) });
const resolution = z.object({ variables: z.unknown().optional() });

/** In whose hands a task is, as Camunda changes it: roles and duties apply as everywhere. */
@Injectable()
export class TaskHands {
  constructor(
    private readonly passOn: PassOnTask,
    private readonly assign: AssignTask,
    private readonly unclaim: UnclaimTask,
    private readonly delegateTask: DelegateTask,
    private readonly resolveTask: ResolveTask,
  ) {}

  /** Without a user nobody holds the task then. A task that names no role is assigned by an administrator. */
  async setAssignee(actor: Actor, command: Command, taskId: string, body: unknown): Promise<void> {
    const { userId } = readBody(userBody, body);
    const prefix = `Cannot set assignee of task ${taskId}`;
    if (userId === null || userId === undefined) {
      const unclaimed = await this.unclaim.run(command, actor, taskId);
      if (isRejection(unclaimed) && unclaimed.code !== 'task-not-claimed') throw refusal(unclaimed, { prefix });
      return;
    }
    const passed = await this.passOn.run(command, actor, taskId, userId);
    const answer =
      isRejection(passed) && passed.code === 'not-allowed' ? await this.assign.run(command, actor, taskId, userId) : passed;
    if (isRejection(answer)) throw refusal(isRejection(passed) ? passed : answer, { prefix });
  }

  async delegate(actor: Actor, command: Command, taskId: string, body: unknown): Promise<void> {
    const { userId } = readBody(namedUser, body);
    const delegated = await this.delegateTask.run(command, actor, taskId, userId);
    if (isRejection(delegated)) throw refusal(delegated, { prefix: `Cannot delegate task ${taskId}` });
  }

  /** Camunda resolves what is not delegated, too; here that is refused. */
  async resolve(actor: Actor, command: Command, taskId: string, body: unknown): Promise<void> {
    const prefix = `Cannot resolve task ${taskId}`;
    const { variables } = readBody(resolution, body ?? {});
    const values = readVariables(variables, prefix);
    const resolved = await this.resolveTask.run(command, actor, taskId, values);
    if (isRejection(resolved)) throw refusal(resolved, { prefix, ...(resolved.code === 'form-invalid' && { status: 400 }) });
  }
}
