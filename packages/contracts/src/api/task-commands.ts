import { z } from 'zod';
import { conflictReason } from './duties.ts';
import { roleKeys } from '../roles.ts';

const account = z.string().trim().min(1).max(100);

/** `POST /api/v1/tasks/:id/pass-on`, `…/delegate` */
export const passOnTaskRequest = z.strictObject({ account, conflictReason: conflictReason.optional() });
export type PassOnTaskRequest = z.infer<typeof passOnTaskRequest>;

/** `GET /api/v1/tasks/:id/colleagues`: who may take the task over. */
export const colleagueView = z.object({ account: z.string(), name: z.string() });
export type ColleagueView = z.infer<typeof colleagueView>;
export const colleaguesView = z.object({ items: z.array(colleagueView) });
export type ColleaguesView = z.infer<typeof colleaguesView>;

const question = z.string().trim().min(1).max(500).optional();

/** `POST /api/v1/tasks/:id/opinions`: of a role, or of a colleague. */
export const askOpinionRequest = z.union([
  z.strictObject({ role: z.enum(roleKeys), question }),
  z.strictObject({ account, question }),
]);
export type AskOpinionRequest = z.infer<typeof askOpinionRequest>;

/** `POST /api/v1/tasks/:id/opinion`: who disagrees says why. */
export const giveOpinionRequest = z
  .strictObject({
    opinion: z.enum(['agree', 'disagree', 'none']),
    explanation: z.string().trim().max(5_000).optional(),
    conflictReason: conflictReason.optional(),
  })
  .refine(({ opinion, explanation }) => opinion !== 'disagree' || (explanation ?? '') !== '', {
    path: ['explanation'],
    message: 'Say why you disagree.',
  });
export type GiveOpinionRequest = z.infer<typeof giveOpinionRequest>;

/** An opinion on a task or case. Neither given nor open: it was withdrawn when its task ended. */
export const opinionView = z.object({
  id: z.string(),
  elementId: z.string(),
  role: z.string().optional(),
  askedOf: z.string().optional(),
  askedOfName: z.string().optional(),
  required: z.boolean(),
  askedBy: z.string().optional(),
  askedByName: z.string().optional(),
  askedAt: z.number(),
  question: z.string().optional(),
  state: z.enum(['open', 'given', 'withdrawn']),
  opinion: z.enum(['agree', 'disagree', 'none']).optional(),
  explanation: z.string().optional(),
  account: z.string().optional(),
  name: z.string().optional(),
  givenAt: z.number().optional(),
});
export type OpinionView = z.infer<typeof opinionView>;
export const opinionsView = z.object({ items: z.array(opinionView) });
export type OpinionsView = z.infer<typeof opinionsView>;

/** What people do to the tasks of a case beside completing them, as the history of the case tells it. */
export const caseActs = [
  'signed',
  'returned',
  'task-taken-back',
  'task-assigned',
  'task-delegated',
  'task-resolved',
  'task-handed-back',
] as const;

/** `GET /api/v1/cases/:id/acts` */
export const caseActView = z.object({
  key: z.string(),
  at: z.number(),
  act: z.enum(caseActs),
  account: z.string(),
  name: z.string(),
  /** Name of the task, in the reader's language. */
  element: z.string().optional(),
  /** A signature: the role that signs; absent for who answers for the task. */
  role: z.string().optional(),
  /** Why it was returned. */
  reason: z.string().optional(),
  /** Name of who got the task. */
  to: z.string().optional(),
});
export type CaseActView = z.infer<typeof caseActView>;
export const caseActsView = z.object({ items: z.array(caseActView) });
export type CaseActsView = z.infer<typeof caseActsView>;

/** `PUT /api/v1/tasks/:id/follow-up`: after working days, at a time, or not any more. */
export const followUpRequest = z.union([
  z.strictObject({ workingDays: z.number().int().min(1).max(250) }),
  z.strictObject({ at: z.number().int().positive() }),
  z.strictObject({ clear: z.literal(true) }),
]);
export type FollowUpRequest = z.infer<typeof followUpRequest>;

/** `PUT /api/v1/tasks/:id/priority` */
export const priorityRequest = z.strictObject({ priority: z.number().int().min(0).max(100) });
export type PriorityRequest = z.infer<typeof priorityRequest>;

/** `PUT /api/v1/tasks/:id/due`: null, not any more. */
export const dueRequest = z.strictObject({ dueAt: z.number().int().positive().nullable() });
export type DueRequest = z.infer<typeof dueRequest>;

export const plannedTask = z.object({
  taskId: z.string(),
  followUpAt: z.number().nullable().optional(),
  priority: z.number().optional(),
  dueAt: z.number().nullable().optional(),
});
