import type { z } from 'zod';
import { invalidRequest } from './camunda-error.ts';

/**
 * Reads a JSON body; properties that Camunda knows and we do not need are ignored, null counts as absent.
 * @throws CamundaError 400 naming what does not fit
 */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const given =
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
      : (body ?? {});
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const findings = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw invalidRequest(`Cannot read the request: ${findings.join('; ')}`);
}
