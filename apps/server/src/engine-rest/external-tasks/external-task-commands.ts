import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import { z } from 'zod';
import type { Actor } from '../../identity/index.ts';
import { BpmnErrorJob, CompleteJob, ExtendLock, FailJob, UnlockJob } from '../../jobs/index.ts';
import type { Command } from '../../platform/write-plan.ts';
import { CamundaError, refusal, restError } from '../wire/camunda-error.ts';
import { readBody } from '../wire/read-body.ts';
import { readVariables } from '../wire/typed-values.ts';

const workerId = z.string({ message: 'workerId is null' }).min(1).max(191);
const completeBody = z.object({ workerId, variables: z.unknown().optional(), localVariables: z.unknown().optional() });
const failureBody = z.object({
  workerId,
  errorMessage: z.string().default('The worker gave no message.'),
  errorDetails: z.string().optional(),
  retries: z.number().int().min(0, 'retries is not greater than or equal to 0').max(1_000).default(0),
  retryTimeout: z.number().int().min(0, 'retryDuration is not greater than or equal to 0').default(0),
});
const errorBody = z.object({
  workerId,
  errorCode: z.string({ message: 'errorCode is null' }).min(1).max(191),
  errorMessage: z.string().optional(),
  variables: z.unknown().optional(),
});
const lockBody = z.object({
  workerId,
  newDuration: z.number({ message: 'newDuration is null' }).int().positive('lockTime is not greater than 0').max(31_536_000_000),
});

/** What workers of Camunda say about the jobs that they hold. */
@Injectable()
export class ExternalTaskCommands {
  constructor(
    private readonly completeJob: CompleteJob,
    private readonly failJob: FailJob,
    private readonly bpmnErrorJob: BpmnErrorJob,
    private readonly extendLock: ExtendLock,
    private readonly unlockJob: UnlockJob,
  ) {}

  async complete(command: Command, id: string, body: unknown): Promise<void> {
    const given = readBody(completeBody, body);
    const { variables, types } = readVariables(given.variables);
    const local = readVariables(given.localVariables);
    const result = { variables, localVariables: local.variables, types: { ...local.types, ...types } };
    refuse(id, 'completed', given.workerId, await this.completeJob.run(command, id, given, result));
  }

  async fail(command: Command, id: string, body: unknown): Promise<void> {
    const given = readBody(failureBody, body);
    const failed = await this.failJob.run(command, id, given, {
      message: given.errorMessage,
      ...(given.errorDetails !== undefined && { details: given.errorDetails }),
      retries: given.retries,
      retryAfter: given.retryTimeout,
    });
    refuse(id, 'failed', given.workerId, failed);
  }

  async bpmnError(command: Command, id: string, body: unknown): Promise<void> {
    const given = readBody(errorBody, body);
    const thrown = await this.bpmnErrorJob.run(command, id, given, {
      errorCode: given.errorCode,
      ...(given.errorMessage !== undefined && { errorMessage: given.errorMessage }),
      variables: readVariables(given.variables).variables,
    });
    refuse(id, 'ended with an error', given.workerId, thrown);
  }

  async extend(command: Command, id: string, body: unknown): Promise<void> {
    const given = readBody(lockBody, body);
    refuse(id, 'extended', given.workerId, await this.extendLock.run(command, id, given, given.newDuration));
  }

  async unlock(actor: Actor, command: Command, id: string): Promise<void> {
    refuse(id, 'unlocked', undefined, await this.unlockJob.run(command, actor, id));
  }
}

/** Camunda: 404 for what is not there (any more), 400 for what another worker holds. */
function refuse(id: string, done: string, worker: string | undefined, answer: unknown | Rejection): void {
  if (!isRejection(answer)) return;
  if (answer.code === 'job-not-open') throw restError(404, `External task with id ${id} does not exist`);
  if (answer.code !== 'job-locked-by-other') throw refusal(answer);
  const message = `External Task ${id} cannot be ${done} by worker '${worker ?? ''}'. ${answer.message}`;
  throw new CamundaError(400, { type: 'RestException', message, code: 0 });
}
