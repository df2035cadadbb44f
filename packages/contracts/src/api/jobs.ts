import { z } from 'zod';

/** What an operator has to look at. */
export const incidentView = z.object({
  id: z.string(),
  institution: z.string(),
  instanceId: z.string(),
  processKey: z.string(),
  definitionId: z.string(),
  businessKey: z.string().optional(),
  elementId: z.string(),
  type: z.string(),
  message: z.string(),
  jobId: z.string().optional(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
});
export type IncidentView = z.infer<typeof incidentView>;

/** `GET /api/v1/incidents`: of the institutions that the asker administers, newest first. */
export const incidentsQuery = z.strictObject({
  instanceId: z.string().max(36).optional(),
  processKey: z.string().max(191).optional(),
  type: z.string().max(191).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type IncidentsQuery = z.infer<typeof incidentsQuery>;
export const incidentsView = z.object({ items: z.array(incidentView), total: z.number().int() });
export type IncidentsView = z.infer<typeof incidentsView>;

/** `POST /api/v1/jobs/:id/retry` */
export const retryJobRequest = z.strictObject({ retries: z.number().int().min(1).max(1_000).default(1) });
export type RetryJobRequest = z.infer<typeof retryJobRequest>;
