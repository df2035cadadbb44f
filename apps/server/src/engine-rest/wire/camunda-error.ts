import type { Rejection } from '@gaita/contracts';
import { rejectionStatus } from '@gaita/contracts';

/** Body of every refusal of Camunda 7. `code` is null where the caller's request was wrong and 0 where the engine refused. */
export interface CamundaErrorBody {
  readonly type: string;
  readonly message: string;
  readonly code: number | null;
  readonly [more: string]: unknown;
}

/** A refusal in Camunda's words; the filter sends it. */
export class CamundaError extends Error {
  override readonly name = 'CamundaError';
  readonly status: number;
  readonly body: CamundaErrorBody;

  constructor(status: number, body: CamundaErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

/** The request itself is wrong, or names something that does not exist (404). */
export const invalidRequest = (message: string, status = 400): CamundaError =>
  new CamundaError(status, { type: 'InvalidRequestException', message, code: null });

/** Camunda's plain REST refusal without a cause in the engine. */
export const restError = (status: number, message: string): CamundaError =>
  new CamundaError(status, { type: 'RestException', message, code: null });

/** Refusals of our own commands that have a type of their own in Camunda. */
const typeOf: { readonly [code: string]: string } = {
  'not-signed-in': 'NotAuthorizedException',
  'not-allowed': 'AuthorizationException',
  'role-conflict': 'AuthorizationException',
  'invalid-variable': 'InvalidRequestException',
  'invalid-request': 'InvalidRequestException',
  'task-claimed-by-other': 'TaskAlreadyClaimedException',
  'version-conflict': 'OptimisticLockingException',
  'too-busy': 'OptimisticLockingException',
};

/** Camunda's built-in code of an optimistic locking failure. */
const lockingFailure = 1;

/** Camunda answers 500 where a task is unknown, taken or gone; here that is 409. */
const conflictHere: ReadonlySet<string> = new Set(['task-unknown', 'instance-unknown', 'instance-ended']);

export interface RefusalWords {
  /** Camunda's beginning of the message, before our reason: `Cannot complete task 4`. */
  readonly prefix?: string;
  readonly status?: number;
  readonly type?: string;
}

/** A refusal of a command as Camunda would say it. */
export function refusal(rejection: Rejection, words: RefusalWords = {}): CamundaError {
  const { code, message, details } = rejection;
  const type = words.type ?? typeOf[code] ?? 'RestException';
  const engineCode = type === 'OptimisticLockingException' ? lockingFailure : type === 'InvalidRequestException' ? null : 0;
  const status = words.status ?? (conflictHere.has(code) ? 409 : rejectionStatus[code]);
  return new CamundaError(status, {
    type,
    message: words.prefix === undefined ? message : `${words.prefix}: ${message}`,
    code: engineCode,
    ...(details && { details }),
  });
}
