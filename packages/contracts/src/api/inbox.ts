import { z } from 'zod';
import { roleKeys } from '../roles.ts';
import { fieldView } from './processes.ts';
import { inboxSorts, inboxViews } from './inbox-lists.ts';
import { taskView } from './tasks.ts';

const columnNames = z.array(z.string().min(1).max(191)).max(8);
/** `-due`: the other way round. */
const sort = z.string().refine((text) => inboxSorts.some((each) => text === each || text === `-${each}`), {
  message: `must be one of ${inboxSorts.join(', ')}, with - before it for the other way round`,
});

/** What a list shows. `q`: words of which each must occur in number, subject, task or process, without regard to diacritics. */
const filter = {
  q: z.string().trim().max(200).optional(),
  process: z.string().max(191).optional(),
  due: z.enum(['late', 'today', 'week']).optional(),
  sort: sort.optional(),
};

/** `GET /api/v1/inbox`. `view`: one of `inboxViews`, or the id of a saved view, whose filter, order and columns count where the query gives none; what is given empty takes its own away. */
export const inboxQuery = z.strictObject({
  ...filter,
  due: z.union([filter.due, z.literal('')]),
  sort: z.union([filter.sort, z.literal('')]),
  view: z.string().min(1).max(36).default('mine'),
  /** Variables of the cases, `a,b`. */
  cols: z
    .string()
    .max(2000)
    .transform((text) => text.split(',').filter((name) => name !== ''))
    .pipe(columnNames)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type InboxQuery = z.infer<typeof inboxQuery>;

/** A number that was counted to its end, or up to a bound: then there are more. */
export const boundedCount = z.object({ count: z.number().int(), more: z.boolean() });
export type BoundedCount = z.infer<typeof boundedCount>;

export const inboxColumn = z.object({ name: z.string(), field: fieldView });
export type InboxColumn = z.infer<typeof inboxColumn>;

export const inboxRow = taskView.extend({
  /** What the case is about. */
  subject: z.string().optional(),
  /** Values of the wanted columns that the reader may see, by name. */
  cells: z.record(z.string(), z.unknown()),
  followUpAt: z.number().optional(),
  /** In `done`: when. */
  completedAt: z.number().optional(),
  /** Who holds it is away. */
  holderAway: z.literal(true).optional(),
});
export type InboxRow = z.infer<typeof inboxRow>;

export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  /** Whom it belongs to. */
  owner: z.string(),
  ownerName: z.string().optional(),
  isOwn: z.boolean(),
  view: z.enum(inboxViews),
  q: z.string().optional(),
  process: z.string().optional(),
  due: z.enum(['late', 'today', 'week']).optional(),
  sort: z.string().optional(),
  cols: z.array(z.string()),
  /** With everybody of an institution, or only with who holds a role there. */
  sharedWith: z.object({ institution: z.string(), role: z.string().optional() }).optional(),
  revision: z.number().int(),
});
export type SavedView = z.infer<typeof savedView>;

export const inboxPage = z.object({
  items: z.array(inboxRow),
  total: boundedCount,
  /** What the columns and their values are called in the reader's language. */
  columns: z.array(inboxColumn),
  /** The saved view that was asked for. */
  saved: savedView.optional(),
});
export type InboxPage = z.infer<typeof inboxPage>;

/** `GET /api/v1/inbox/counts`: of the views that the reader has, and of the saved ones by id. */
export const inboxCounts = z.object({
  views: z.array(z.object({ view: z.enum(inboxViews), count: boundedCount })),
  saved: z.array(savedView.extend({ count: boundedCount })),
});
export type InboxCounts = z.infer<typeof inboxCounts>;

/** `GET /api/v1/inbox/columns?process=`: what cases of the process have that may be shown. */
export const columnsQuery = z.strictObject({ process: z.string().min(1).max(191) });
export type ColumnsQuery = z.infer<typeof columnsQuery>;
export const columnsView = z.array(inboxColumn);
export type ColumnsView = z.infer<typeof columnsView>;

/** `GET /api/v1/inbox/fates?ids=a,b`: what became of tasks that were in a list. */
export const fatesQuery = z.strictObject({
  ids: z
    .string()
    .max(4000)
    .transform((text) => text.split(',').filter((id) => id !== ''))
    .pipe(z.array(z.string().max(36)).max(100)),
});
export type FatesQuery = z.infer<typeof fatesQuery>;
export const taskFate = z.object({
  id: z.string(),
  /** `open`: nobody holds it. `gone`: the reader may not know. */
  state: z.enum(['open', 'claimed', 'completed', 'withdrawn', 'gone']),
  by: z.string().optional(),
  byName: z.string().optional(),
  at: z.number().optional(),
});
export type TaskFate = z.infer<typeof taskFate>;
export const fatesView = z.array(taskFate);

/** `POST /api/v1/inbox/take-next`: the most urgent task that the reader may do, theirs from now on. Null: there is none. */
export const takeNextRequest = z.strictObject({ process: z.string().max(191).optional() });
export type TakeNextRequest = z.infer<typeof takeNextRequest>;
export const takenNext = z.object({ taskId: z.string().nullable() });
export type TakenNext = z.infer<typeof takenNext>;

/** `POST /api/v1/views`, `PUT /api/v1/views/:id` */
export const saveViewRequest = z.strictObject({
  name: z.string().trim().min(1).max(100),
  view: z.enum(inboxViews),
  ...filter,
  cols: columnNames.default([]),
  sharedWith: z.strictObject({ institution: z.string().max(36), role: z.enum(roleKeys).optional() }).optional(),
  /** Of the one that is changed: a stale one overwrites nothing. */
  revision: z.number().int().optional(),
});
export type SaveViewRequest = z.infer<typeof saveViewRequest>;

/** `GET /api/v1/search?q=`: tasks and cases that the reader may know of. */
export const searchQuery = z.strictObject({ q: z.string().trim().min(2).max(200) });
export type SearchQuery = z.infer<typeof searchQuery>;
export const searchView = z.object({
  tasks: z.array(taskView),
  cases: z.array(
    z.object({
      id: z.string(),
      processName: z.string(),
      businessKey: z.string().optional(),
      subject: z.string().optional(),
      open: z.boolean(),
    }),
  ),
});
export type SearchView = z.infer<typeof searchView>;
