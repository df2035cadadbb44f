import { z } from 'zod';
import { json, variables } from '../values.ts';

/** A case (process instance) in lists. */
export const caseView = z.object({
  id: z.string(),
  processKey: z.string(),
  processName: z.string(),
  definitionId: z.string(),
  version: z.number().int(),
  institution: z.string(),
  businessKey: z.string().optional(),
  state: z.enum(['active', 'completed', 'withdrawn', 'failed', 'terminated']),
  startedAt: z.number(),
  startedBy: z.string().optional(),
  endedAt: z.number().optional(),
});
export type CaseView = z.infer<typeof caseView>;

/** `GET /api/v1/cases?state=open|ended&processKey=&businessKey=&limit=&offset=`, newest first. */
export const casesQuery = z.strictObject({
  state: z.enum(['open', 'ended', 'all']).default('open'),
  processKey: z.string().max(191).optional(),
  businessKey: z.string().max(191).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type CasesQuery = z.infer<typeof casesQuery>;
export const casesView = z.object({ items: z.array(caseView), total: z.number().int() });
export type CasesView = z.infer<typeof casesView>;

export const caseActivityView = z.object({
  id: z.string(),
  elementId: z.string(),
  elementType: z.string(),
  /** In the reader's language. */
  name: z.string().optional(),
  assignee: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  outcome: z.string().optional(),
});
export type CaseActivityView = z.infer<typeof caseActivityView>;

/** `GET /api/v1/cases/:id` */
export const caseDetailView = caseView.extend({
  /** Where it stands now: elements of its diagram with the number of tokens there. */
  positions: z.array(z.object({ elementId: z.string(), name: z.string().optional(), count: z.number().int() })),
  /** Ad-hoc parts that the reader may go on with: the steps that can be started now, and whether a person says when it is done. */
  adHoc: z.array(
    z.object({
      id: z.string(),
      elementId: z.string(),
      name: z.string().optional(),
      steps: z.array(z.object({ elementId: z.string(), name: z.string().optional() })),
      mayFinish: z.boolean(),
    }),
  ),
  /** In journal order. */
  activities: z.array(caseActivityView),
  /** Decisions that its business rule tasks asked for, in order; each with those that it required before it. */
  decisions: z.array(
    z.object({
      id: z.string(),
      elementId: z.string(),
      decisionKey: z.string(),
      name: z.string().optional(),
      evaluatedAt: z.number(),
      inputs: z.array(z.object({ name: z.string(), value: json })),
      matchedRules: z.array(z.string()),
      outputs: z.array(z.record(z.string(), json)),
      result: json,
    }),
  ),
  variables,
  parentId: z.string().optional(),
  called: z.array(z.object({ id: z.string(), processKey: z.string(), state: z.string() })),
});
export type CaseDetailView = z.infer<typeof caseDetailView>;

/** `POST /api/v1/cases/:id/ad-hoc/:partId/start` */
export const startStepRequest = z.strictObject({ elementId: z.string().min(1).max(191) });
export type StartStepRequest = z.infer<typeof startStepRequest>;

/** `POST /api/v1/cases/:id/cancel` */
export const cancelRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type CancelRequest = z.infer<typeof cancelRequest>;
