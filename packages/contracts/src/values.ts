import { z } from 'zod';

/** What a process variable can hold: JSON. Dates travel as ISO 8601 text, files as references. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]),
);

/** Variables by name. */
export type Variables = { [name: string]: Json };
export const variables: z.ZodType<Variables> = z.record(z.string(), json);

/**
 * Declared types of variables by name, kept only where the caller named one that the value alone does not tell
 * (`Long`, `Double`, `Date`, `File`, …: Camunda 7's value types).
 */
export type VariableTypes = { [name: string]: string };
export const variableTypes: z.ZodType<VariableTypes> = z.record(z.string(), z.string());
