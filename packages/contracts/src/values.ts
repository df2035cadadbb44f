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

/** Variables in a request: each has a name that can be stored. */
export const givenVariables: z.ZodType<Variables> = z.record(z.string().min(1).max(191), json, {
  error: ({ code }) => (code === 'invalid_key' ? 'the name of a variable has 1 to 191 characters' : undefined),
});

const typeFits: ReadonlyMap<string, (value: Json) => boolean> = new Map<string, (value: Json) => boolean>([
  ['String', (value) => typeof value === 'string'],
  ['Xml', (value) => typeof value === 'string'],
  ['Bytes', (value) => typeof value === 'string'],
  ['Boolean', (value) => typeof value === 'boolean'],
  ['Short', isInteger(2 ** 15)],
  ['Integer', isInteger(2 ** 31)],
  ['Long', isInteger(2 ** 53)],
  ['Double', (value) => typeof value === 'number'],
  ['Date', (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value))],
  ['File', (value) => typeof value === 'object'],
  ['Json', () => true],
  ['Object', () => true],
  ['Null', () => false],
]);

function isInteger(beyond: number): (value: Json) => boolean {
  return (value) => Number.isInteger(value) && -beyond <= (value as number) && (value as number) < beyond;
}

/** Declared types in a request; `Object:` may be followed by a class name. */
export const givenTypes: z.ZodType<VariableTypes> = z.record(
  z.string(),
  z
    .string()
    .max(191)
    .refine((type) => typeFits.has(plain(type)), {
      message: `is no type of variables. Use one of ${[...typeFits.keys()].join(', ')}`,
    }),
);

const plain = (type: string): string => type.replace(/^Object:.*/s, 'Object');

/** `schema.superRefine(typesFit)`: each declared type belongs to a variable that is given and fits its value. */
export const typesFit = (given: { variables: Variables; types?: VariableTypes | undefined }, context: z.RefinementCtx): void => {
  for (const [name, type] of Object.entries(given.types ?? {})) {
    const message = wrongIn(given.variables, name, type);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['types', name], message });
  }
};

function wrongIn(variables: Variables, name: string, type: string): string | undefined {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined) return 'no variable of that name is given';
  const fits = value === null || (typeFits.get(plain(type))?.(value) ?? true);
  return fits ? undefined : `the value ${(JSON.stringify(value) ?? '').slice(0, 100)} is no ${type}`;
}
