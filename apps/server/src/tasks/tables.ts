import type { Variables, VariableTypes } from '@gaita/contracts';
import type { RowOf } from '../platform/database/table.ts';
import { bigText, boolean, id, integer, json, key, millis, table, text } from '../platform/database/table.ts';

/** Where a joint task stands. */
export interface Signing {
  /** Role that is asked to sign now; absent while the responsible person works (again). */
  readonly role?: string;
  /** Who has signed so far, the responsible person first. Emptied when the task is returned. */
  readonly signatures: readonly { readonly taskId: string; readonly account: string; readonly at: number }[];
  /** What the process gets when the last one signs. */
  readonly values: Variables;
  readonly types?: VariableTypes;
  /** To whom the task is offered when it was returned; the first who signed gets it. */
  readonly responsible: {
    readonly candidateUsers: string[];
    readonly candidateGroups: string[];
  };
  /** Why it came back last. */
  readonly returned?: { readonly account: string; readonly reason: string; readonly at: number };
}

/** An opinion on a task, asked from the start where agreement is required, else by the responsible person. */
export interface Consulted {
  /** The task row by which it is asked (`task.id`). */
  readonly id: string;
  readonly role?: string;
  /** A colleague asked by name. */
  readonly account?: string;
  /** The task cannot be completed without an agreement. */
  readonly required: boolean;
  readonly askedAt: number;
  readonly askedBy?: string;
  readonly question?: string;
  readonly given?: OpinionGiven;
}

export interface OpinionGiven {
  readonly opinion: 'agree' | 'disagree' | 'none';
  readonly account: string;
  readonly at: number;
  readonly text?: string;
}

/** Characters of a task's name at the most: the model keeps the whole of a longer one. */
export const longestName = 500;

/**
 * A task that waits for a person; the row goes when the task ends, `history_task` stays. One row an activity instance: what
 * people and clients call its id is `taskId`, which a joint task changes with each signature.
 */
export const taskTable = table('task', {
  /** The kernel's id of the task, from its opening to its end. */
  id: id(),
  /** Its address for people and clients: the kernel's id, and a fresh one whenever another role is asked to sign. */
  taskId: id(),
  institution: key(),
  /** Of its case. */
  unit: key().orNull(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  businessKey: key().orNull(),
  tokenId: id(),
  scopeId: id(),
  elementId: key(),
  name: text().orNull(),
  assignee: key().orNull(),
  claimedAt: millis().orNull(),
  /** Whom the model itself named as assignee: they need no role for it. Null: nobody. */
  named: key().orNull(),
  candidateUsers: json<string[]>(),
  candidateGroups: json<string[]>(),
  /** Role keys that sign one after the other once the responsible person has completed. */
  joint: json<string[]>(),
  /** Only on a joint task on which somebody has signed. */
  signing: json<Signing>().orNull(),
  dueAt: millis().orNull(),
  dueRule: text().orNull(),
  legalBasis: text().orNull(),
  followUpAt: millis().orNull(),
  priority: integer(),
  formKey: key().orNull(),
  /** Who delegated it and gets it back. */
  owner: key().orNull(),
  delegationState: key<'PENDING' | 'RESOLVED'>().orNull(),
  /** Whose opinion was asked, with what became of it; null: nobody's. */
  consulted: json<Consulted[]>().orNull(),
  /** Set on a task that asks for an opinion: the task (`task.id`) on which it is asked, with which it goes (foreign key). */
  opinionOf: id().orNull(),
  /** Whose command brought the task about; null: nobody's. */
  createdBy: key().orNull(),
  /** Who else looked at it first, when. Only kept while its creation may be taken back. */
  openedBy: key().orNull(),
  openedAt: millis().orNull(),
  createdAt: millis(),
  revision: integer(),
});
export type TaskRow = RowOf<typeof taskTable>;

/** Who may take a task, for lists; goes with its task (foreign key). `taskId` is `task.id`. */
export const taskCandidateTable = table('task_candidate', {
  /** `<task.id>.<kind>.<position>` */
  id: key(),
  taskId: id(),
  /** `none`: no group of the task is a role of the registry; there is one such row then, and its candidate is empty. */
  kind: key<'user' | 'group' | 'none'>(),
  candidate: key(),
});
export type TaskCandidateRow = RowOf<typeof taskCandidateTable>;

/** Every task that ever was, one row an activity instance. `id` is `task.id`. */
export const historyTaskTable = table('history_task', {
  id: id(),
  institution: key(),
  unit: key().orNull(),
  instanceId: id(),
  definitionId: id(),
  processKey: key(),
  businessKey: key().orNull(),
  activityInstanceId: id(),
  elementId: key(),
  name: text().orNull(),
  assignee: key().orNull(),
  priority: integer(),
  dueAt: millis().orNull(),
  dueRule: text().orNull(),
  legalBasis: text().orNull(),
  followUpAt: millis().orNull(),
  startedAt: millis(),
  endedAt: millis().orNull(),
  /** `canceled`: it was opened by a completion that was taken back. */
  outcome: key<'completed' | 'withdrawn' | 'canceled'>().orNull(),
  /** Who completed it; of a joint task the last one who signed. */
  completedBy: key().orNull(),
  reason: text().orNull(),
});
export type HistoryTaskRow = RowOf<typeof historyTaskTable>;

/** One turn of a joint task. `id` is the `taskId` by which the turn was addressed, `activityTaskId` is `task.id`. */
export const taskSignatureTable = table('task_signature', {
  id: id(),
  institution: key(),
  instanceId: id(),
  activityTaskId: id(),
  /** Absent for the responsible person's turn. */
  role: key().orNull(),
  openedAt: millis(),
  account: key().orNull(),
  signedAt: millis().orNull(),
  /** `superseded`: signed before the task was returned. */
  outcome: key<'signed' | 'returned' | 'superseded'>().orNull(),
  reason: text().orNull(),
});
export type TaskSignatureRow = RowOf<typeof taskSignatureTable>;

/** Every opinion that was asked. `id` is that of its task; one that was not given when its task ended was withdrawn with it. */
export const taskOpinionTable = table('task_opinion', {
  id: id(),
  institution: key(),
  instanceId: id(),
  /** `task.id` of the task on which it was asked. */
  taskId: id(),
  elementId: key(),
  role: key().orNull(),
  askedOf: key().orNull(),
  required: boolean(),
  askedBy: key().orNull(),
  askedAt: millis(),
  question: text().orNull(),
  account: key().orNull(),
  opinion: key<OpinionGiven['opinion']>().orNull(),
  /** Why. */
  explanation: bigText().orNull(),
  givenAt: millis().orNull(),
});
export type TaskOpinionRow = RowOf<typeof taskOpinionTable>;
