import { z } from 'zod';
import { conflictReason, dutyConflict } from './duties.ts';
import { opinionView } from './task-commands.ts';
import { givenTypes, givenVariables, typesFit, variables } from '../values.ts';
import { caseClockSummary } from './case-clock.ts';

/**
 * `mine`: assigned to me. `group`: unclaimed and offered to me or my roles. `substitute`: mine only while I stand in for
 * somebody. `all`: every open task of my institutions.
 */
export const taskViews = ['mine', 'group', 'substitute', 'all'] as const;

export const taskSorts = ['due', 'created', 'priority', 'name'] as const;

/** `GET /api/v1/tasks?view=mine|group|all&…`; `due`: what is due first first, `created`: newest first. */
export const tasksQuery = z.strictObject({
  view: z.enum(taskViews).default('all'),
  sort: z.enum(taskSorts).default('due'),
  instanceId: z.string().max(36).optional(),
  processKey: z.string().max(191).optional(),
  businessKey: z.string().max(191).optional(),
  elementId: z.string().max(191).optional(),
  candidateGroup: z.string().max(191).optional(),
  assignee: z.string().max(191).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type TasksQuery = z.infer<typeof tasksQuery>;

/** An open task as lists show it; texts in the reader's language, times in milliseconds since 1970. */
export const taskView = z.object({
  id: z.string(),
  elementId: z.string(),
  name: z.string(),
  institution: z.string(),
  instanceId: z.string(),
  processKey: z.string(),
  processName: z.string(),
  definitionId: z.string(),
  businessKey: z.string().optional(),
  /** The reader gets it as the substitute of this person, until then at most. */
  standsInFor: z.object({ account: z.string(), name: z.string(), until: z.number() }).optional(),
  assignee: z.string().optional(),
  assigneeName: z.string().optional(),
  /** Nobody holds it, and the reader may take it now. */
  claimable: z.literal(true).optional(),
  /** The reader leads: they pass it on, whoever holds it. */
  leads: z.literal(true).optional(),
  /** Since when it is claimed. */
  claimedAt: z.number().optional(),
  /** Who holds it may not do it (any more): their role has ended, or their account was closed. They, or a lead, pass it on. */
  holderMayNot: z.literal(true).optional(),
  candidateUsers: z.array(z.string()),
  candidateGroups: z.array(z.string()),
  createdAt: z.number(),
  dueAt: z.number().optional(),
  dueRule: z.string().optional(),
  legalBasis: z.string().optional(),
  /** The legal term of its case, where that has one. */
  caseDue: caseClockSummary.optional(),
  priority: z.number().int(),
  /** When the holder wants to look at it again. */
  followUpAt: z.number().optional(),
  /** Who delegated it and gets it back (`pending`), or got it back (`resolved`). */
  delegation: z.object({ owner: z.string(), state: z.enum(['pending', 'resolved']) }).optional(),
  /** It asks for an opinion: on the task of that element, by whom and what. */
  opinion: z
    .object({ of: z.string(), role: z.string().optional(), askedBy: z.string().optional(), question: z.string().optional() })
    .optional(),
  /** A joint task: this role signs or returns what another person completed. `of`: that person's task. */
  signature: z.object({ role: z.string(), of: z.string(), by: z.string() }).optional(),
  /** Why the reader may not do it, or only with a reason (`pair.level`), because of what they did or hold. */
  conflict: dutyConflict.optional(),
});
export type TaskView = z.infer<typeof taskView>;
export const tasksView = z.object({ items: z.array(taskView), total: z.number().int() });
export type TasksView = z.infer<typeof tasksView>;

/** `GET /api/v1/tasks/:id` */
export const taskDetailView = z.object({
  task: taskView,
  /** In the reader's language. */
  description: z.string().optional(),
  /** Variables that the task sees; on a joint task with what the responsible person entered. */
  variables,
  /** form-js schema, to be shown read-only on a task to sign. */
  form: z.object({ schema: z.record(z.string(), z.unknown()) }).optional(),
  /** Texts of the form by language: `<component id>.label`. */
  texts: z.record(z.string(), z.unknown()).optional(),
  /** Key of the field for the day of receipt of the case, which takes no day that has not come. */
  received: z.string().optional(),
  /** Roles that sign after the responsible person, in order. */
  joint: z.array(z.string()),
  /** Who has signed so far. */
  signatures: z.array(z.object({ account: z.string(), at: z.number() })),
  /** Why it came back from a signature. */
  returned: z.object({ account: z.string(), reason: z.string(), at: z.number() }).optional(),
  /** What the reader may do with it now. */
  may: z.object({
    claim: z.boolean(),
    unclaim: z.boolean(),
    complete: z.boolean(),
    assign: z.boolean(),
    passOn: z.boolean(),
    /** It is delegated to the reader, who gives it back to its owner. */
    resolve: z.boolean(),
    askOpinion: z.boolean(),
    askHandover: z.boolean(),
    followUp: z.boolean(),
    /** The case whole: its notes, documents and who applied too. */
    seeCase: z.boolean(),
    priority: z.boolean(),
    due: z.boolean(),
  }),
  /** What completing it brings about at once and for good: something is sent, or the case ends. The reader checks it before. */
  final: z.enum(['sends', 'ends']).optional(),
  /** Opinions asked on it; of a task that asks for one, that one. */
  opinions: z.array(opinionView),
  /** Roles that the model wants to be asked and that were not. */
  consultable: z.array(z.string()),
});
export type TaskDetailView = z.infer<typeof taskDetailView>;

/** `POST /api/v1/tasks/:id/claim` */
export const claimTaskRequest = z.strictObject({ conflictReason: conflictReason.optional() });
export type ClaimTaskRequest = z.infer<typeof claimTaskRequest>;

/** `POST /api/v1/tasks/:id/complete`. With `returnReason` a task to sign goes back to the responsible person. */
export const completeTaskRequest = z
  .strictObject({
    variables: givenVariables.default({}),
    types: givenTypes.optional(),
    returnReason: z.string().trim().min(1).max(500).optional(),
    conflictReason: conflictReason.optional(),
  })
  .superRefine(typesFit);
export type CompleteTaskRequest = z.infer<typeof completeTaskRequest>;

export const completedTask = z.object({
  taskId: z.string(),
  instanceId: z.string(),
  /** `completed`: the process went on. `to-sign`: the next role is asked. `returned`: the responsible person has it again. */
  result: z.enum(['completed', 'to-sign', 'returned']),
  /** The task that was opened instead, for `to-sign` and `returned`. */
  nextTaskId: z.string().optional(),
  nextRole: z.string().optional(),
});
export type CompletedTask = z.infer<typeof completedTask>;

/** `POST /api/v1/tasks/:id/assign` */
export const assignTaskRequest = z.strictObject({
  account: z.string().trim().min(1).max(100),
  conflictReason: conflictReason.optional(),
});
export type AssignTaskRequest = z.infer<typeof assignTaskRequest>;

/** One field that a form refuses: details of `form-invalid`. */
export const formFault = z.object({
  /** Key of the field, with the position in a list: `goals[1].metric`. */
  field: z.string(),
  rule: z.enum([
    'required',
    'min',
    'max',
    'min-length',
    'max-length',
    'pattern',
    'type',
    'unknown-value',
    'unknown-field',
    'future',
  ]),
  message: z.string(),
});
export type FormFault = z.infer<typeof formFault>;
