import { z } from 'zod';
import { givenVariables, variables } from '../values.ts';

/** What a draft may hold, as JSON: forms are far smaller, and a row of this size is still written quickly. */
export const largestDraft = 1_000_000;

/** `PUT /api/v1/tasks/:id/draft`, `PUT /api/v1/processes/:key/draft`: what a form holds, sent or not. */
export const saveDraftRequest = z.strictObject({
  /** Revision of the draft that was seen last; 0 when there was none. */
  seen: z.number().int().min(0),
  values: givenVariables,
});
export type SaveDraftRequest = z.infer<typeof saveDraftRequest>;

/** Why the form may not be sent any more: the task was taken, completed or withdrawn. The draft is kept nevertheless. */
export const draftGone = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});

export const savedDraft = z.object({
  revision: z.number().int(),
  savedAt: z.number(),
  gone: draftGone.optional(),
});
export type SavedDraft = z.infer<typeof savedDraft>;

export const draftContent = z.object({
  revision: z.number().int(),
  savedAt: z.number(),
  values: variables,
  /** The form that was filled in, where it is not the task's form of today: to name what is no field any more. */
  form: z.object({ schema: z.record(z.string(), z.unknown()), texts: z.record(z.string(), z.unknown()) }).optional(),
});
export type DraftContent = z.infer<typeof draftContent>;

/** `GET /api/v1/tasks/:id/draft`, `GET /api/v1/processes/:key/draft`: the reader's own draft. */
export const draftView = z.object({ draft: draftContent.optional(), gone: draftGone.optional() });
export type DraftView = z.infer<typeof draftView>;

/** `GET /api/v1/drafts`: everything that the reader typed and that is still kept. */
export const draftsView = z.object({
  items: z.array(
    z.object({
      /** `task:<id>` or `start:<process>` */
      key: z.string(),
      taskId: z.string().optional(),
      processKey: z.string().optional(),
      /** Name of the task or process in the reader's language. */
      name: z.string(),
      savedAt: z.number(),
      gone: z.boolean(),
    }),
  ),
});
export type DraftsView = z.infer<typeof draftsView>;
