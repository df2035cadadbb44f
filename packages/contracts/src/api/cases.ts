import { z } from 'zod';
import { json, variables } from '../values.ts';
import { caseClockSummary } from './case-clock.ts';

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
  /** Its legal term, where it has one. */
  clock: caseClockSummary.optional(),
});
export type CaseView = z.infer<typeof caseView>;

/** `GET /api/v1/cases?state=open|ended&processKey=&businessKey=&limit=&offset=`, newest first. */
export const casesQuery = z.strictObject({
  state: z.enum(['open', 'ended', 'all']).default('open'),
  processKey: z.string().max(191).optional(),
  businessKey: z.string().max(191).optional(),
  /** Part of the case number. */
  q: z.string().trim().max(191).optional(),
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
  /** Of a user task: the roles that the model names for it. */
  roles: z.array(z.string()).optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  outcome: z.string().optional(),
  /** The handler of a compensation: the activity that it undoes. */
  undoes: z.object({ elementId: z.string(), name: z.string().optional() }).optional(),
});
export type CaseActivityView = z.infer<typeof caseActivityView>;

/** `GET /api/v1/cases/:id` */
export const caseDetailView = caseView.extend({
  /** False: the reader sees what their own tasks show, and neither notes nor documents nor who applied. */
  whole: z.boolean(),
  /** Why it was ended before its end, as who did it wrote. */
  endReason: z.string().optional(),
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
      /** The entry into the business rule task that asked. */
      activityId: z.string(),
      /** The decision that the task asked for: its own id, or that of the last of those made for it. */
      rootId: z.string(),
      elementId: z.string(),
      decisionKey: z.string(),
      name: z.string().optional(),
      evaluatedAt: z.number(),
      inputs: z.array(z.object({ name: z.string(), value: json })),
      matchedRules: z.array(z.string()),
      /** Of each matched rule, where its table is known: its row from 1, and what its author wrote beside it. */
      rules: z.array(z.object({ number: z.number().int().optional(), annotation: z.string().optional() })),
      outputs: z.array(z.record(z.string(), json)),
      result: json,
    }),
  ),
  variables,
  parentId: z.string().optional(),
  called: z.array(z.object({ id: z.string(), processKey: z.string(), state: z.string() })),
});
export type CaseDetailView = z.infer<typeof caseDetailView>;

/** Something beside people's tasks for which a case waits; alike ones at an element are one with their number. */
export const caseWaitView = z.object({
  /** `step`: the platform's own work goes on in a moment. `join`: other paths that lead to the element. */
  kind: z.enum(['timer', 'message', 'signal', 'conditional', 'data', 'job', 'step', 'called', 'incident', 'join']),
  elementId: z.string(),
  /** In the reader's language; of an event without a name that of the activity to which it belongs. */
  name: z.string().optional(),
  count: z.number().int(),
  /** Entries of `activities` that stand there. */
  activityIds: z.array(z.string()),
  /** Messages and signals. */
  eventName: z.string().optional(),
  /** Timers. */
  dueAt: z.number().optional(),
  /** The called case. */
  called: z.object({ id: z.string(), processName: z.string() }).optional(),
  /** Incidents, for administrators only: the technical cause. */
  message: z.string().optional(),
});
export type CaseWaitView = z.infer<typeof caseWaitView>;

/** `GET /api/v1/cases/:id/waits`; empty when the case has ended. */
export const caseWaitsView = z.array(caseWaitView);
export type CaseWaitsView = z.infer<typeof caseWaitsView>;

/** `POST /api/v1/cases/:id/ad-hoc/:partId/start` */
export const startStepRequest = z.strictObject({ elementId: z.string().min(1).max(191) });
export type StartStepRequest = z.infer<typeof startStepRequest>;

/** `POST /api/v1/cases/:id/cancel` */
export const cancelRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) });
export type CancelRequest = z.infer<typeof cancelRequest>;
