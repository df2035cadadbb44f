import { z } from 'zod';

/**
 * What may have changed, for who may know of it. `task`: an open task appeared, changed or went. `case`: something belonging to
 * the case was written. `session`: the reader's own roles, substitutions or account. `job`: a long work of the reader's.
 */
export const liveTopics = ['task', 'case', 'session', 'job'] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** Ids only: what has become of it is asked for, with the reader's rights at that moment. */
export const liveChange = z.object({ topic: z.enum(liveTopics), id: z.string() });
export type LiveChange = z.infer<typeof liveChange>;

/**
 * `GET /api/v1/live`, a stream of server-sent events. `changes`: list of changes. `reload`: something was missed, look at
 * everything anew. `beat`: the stream lives. `end`: the reader may not listen any more; sign in first. `Last-Event-ID` (or `last`)
 * names the last `changes` that was heard; what came since follows, else `reload`.
 */
export const liveQuery = z.strictObject({ last: z.string().max(100).optional() });
export type LiveQuery = z.infer<typeof liveQuery>;
