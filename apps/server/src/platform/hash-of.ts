import { createHash } from 'node:crypto';

/** A key made of parts: the same parts always give the same, and it fits the key of a row whatever they are. */
export const hashOf = (...parts: readonly (string | undefined)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
