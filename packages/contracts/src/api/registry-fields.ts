import { z } from 'zod';
import { languages, roleKeys } from '../roles.ts';

/** A day by the calendar of the institution: `2026-03-31`. As the end of a term it is the last day that counts. */
export const day = z.iso.date();
export const account = z.string().trim().min(1).max(100);
export const rowId = z.string().min(1).max(36);
export const key = z.string().trim().min(1).max(191);
export const role = z.enum(roleKeys);
export const revision = z.number().int().positive();
export const texts = (longest: number) => z.partialRecord(z.enum(languages), z.string().trim().max(longest));
export const names = texts(180).refine(
  (given) => Object.values(given).some((name) => name !== ''),
  'Give a name in one language.',
);
export const conflictReason = z.string().trim().min(3).max(500).optional();
export const unchecked = z.array(z.enum(languages));
