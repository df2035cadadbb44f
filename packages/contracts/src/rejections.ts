import { z } from 'zod';

/**
 * Expected refusals: values, not exceptions. The code names the reason for programs, the message says what and where and
 * what to do for people. The HTTP status is fixed by the code (`rejectionStatus`).
 */
export const rejectionStatus = {
  'not-signed-in': 401,
  'not-allowed': 403,
  'role-conflict': 403,
  'not-found': 404,
  'process-unknown': 404,
  'definition-unknown': 404,
  'instance-unknown': 404,
  'task-unknown': 404,
  'decision-unknown': 404,
  'task-already-completed': 409,
  'task-withdrawn': 409,
  'task-claimed-by-other': 409,
  'task-not-claimed': 409,
  'already-signed': 409,
  'agreement-missing': 409,
  'own-agreement': 403,
  'reason-needed': 409,
  'cannot-take-back': 409,
  'task-delegated': 409,
  'task-not-delegated': 409,
  'instance-ended': 409,
  'case-erased': 409,
  'instance-suspended': 409,
  'timer-not-scheduled': 409,
  'job-not-open': 409,
  'job-locked-by-other': 409,
  'subscription-closed': 409,
  'incident-not-open': 409,
  'activity-not-active': 409,
  'activity-not-enabled': 409,
  'called-process-gone': 409,
  'message-not-awaited': 409,
  'message-ambiguous': 409,
  'command-in-work': 409,
  'clock-not-running': 409,
  'extension-not-allowed': 409,
  'version-conflict': 409,
  'too-late-to-change': 409,
  'invalid-request': 400,
  'invalid-variable': 400,
  'idempotency-key-reused': 422,
  'model-refused': 422,
  'form-invalid': 422,
  'file-refused': 422,
  'person-unknown-here': 422,
  'too-large': 413,
  'too-many-attempts': 429,
  'too-busy': 503,
  overloaded: 503,
} as const;

export type RejectionCode = keyof typeof rejectionStatus;

/** One finding about a model or form, pinned to its place. */
export const problem = z.object({
  severity: z.enum(['error', 'warning', 'info']),
  /** Stable name of the rule, kebab case: `dangling-flow`, `unknown-element`. */
  rule: z.string(),
  message: z.string(),
  /** What to do about it. */
  advice: z.string().optional(),
  resource: z.string().optional(),
  elementId: z.string().optional(),
  line: z.number().int().optional(),
  column: z.number().int().optional(),
});
export type Problem = z.infer<typeof problem>;

export interface Rejection {
  readonly rejected: true;
  readonly code: RejectionCode;
  readonly message: string;
  readonly details?: { readonly [name: string]: unknown };
}

export const rejected = (code: RejectionCode, message: string, details?: Rejection['details']): Rejection => ({
  rejected: true,
  code,
  message,
  ...(details && { details }),
});

export const isRejection = (value: unknown): value is Rejection =>
  typeof value === 'object' && value !== null && (value as { rejected?: unknown }).rejected === true;
