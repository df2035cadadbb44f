import { z } from 'zod';
import { conflictReason } from './duties.ts';
import { tasksQuery } from './tasks.ts';

export const bulkActs = ['claim', 'hand-back', 'pass-on'] as const;
export type BulkAct = (typeof bulkActs)[number];

/** Which tasks: by their ids, or all that a list shows at this moment. */
const chosen = z.union([
  z.strictObject({ ids: z.array(z.string().min(1).max(36)).min(1) }),
  z.strictObject({ filter: tasksQuery.omit({ limit: true, offset: true, sort: true }) }),
]);

/** `POST /api/v1/bulk/tasks`: one thing done to many tasks, each by the same command and the same rights as alone. */
export const bulkTasksRequest = z
  .strictObject({
    act: z.enum(bulkActs),
    tasks: chosen,
    /** To whom tasks are passed on. */
    account: z.string().trim().min(1).max(100).optional(),
    /** Given where a soft pair of roles asks for one. */
    conflictReason: conflictReason.optional(),
  })
  .refine(({ act, account }) => (act === 'pass-on') === (account !== undefined), {
    path: ['account'],
    message: 'Say to whom the tasks are passed on.',
  });
export type BulkTasksRequest = z.infer<typeof bulkTasksRequest>;

/** `POST /api/v1/bulk/jobs/:id/retry`: what was refused; with a reason only what a soft pair of roles stopped for want of one. */
export const retryBulkRequest = z.strictObject({ conflictReason: conflictReason.optional() }).default({});
export type RetryBulkRequest = z.infer<typeof retryBulkRequest>;

export const bulkJobView = z.object({
  id: z.string(),
  act: z.enum(bulkActs),
  /** To whom. */
  to: z.string().optional(),
  toName: z.string().optional(),
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  state: z.enum(['running', 'finished']),
  createdAt: z.number(),
  finishedAt: z.number().optional(),
});
export type BulkJobView = z.infer<typeof bulkJobView>;
export const bulkJobsView = z.object({ items: z.array(bulkJobView) });
export type BulkJobsView = z.infer<typeof bulkJobsView>;

export const bulkItemStates = ['waiting', 'done', 'failed'] as const;

/** `GET /api/v1/bulk/jobs/:id/items` */
export const bulkItemsQuery = z.strictObject({
  state: z.enum(bulkItemStates).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type BulkItemsQuery = z.infer<typeof bulkItemsQuery>;

export const bulkItemView = z.object({
  taskId: z.string(),
  name: z.string(),
  businessKey: z.string().optional(),
  state: z.enum(bulkItemStates),
  /** Why it was refused. */
  code: z.string().optional(),
  message: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type BulkItemView = z.infer<typeof bulkItemView>;
export const bulkItemsView = z.object({ items: z.array(bulkItemView), total: z.number().int() });
export type BulkItemsView = z.infer<typeof bulkItemsView>;
