import * as contracts from '@gaita/contracts';
import { z } from 'zod';

export type JsonSchema = { readonly [keyword: string]: unknown };

const at = (name: string): string => `#/components/schemas/${name}`;

/** Every exported schema of the contracts by its name, as clients send and get it. */
const registry = z.registry<{ id: string }>();
const names = new Map<unknown, string>();
for (const [name, exported] of Object.entries(contracts)) {
  if (!(exported instanceof z.ZodType) || names.has(exported)) continue;
  names.set(exported, name);
  registry.add(exported, { id: name });
}

const options = { io: 'input', unrepresentable: 'any', uri: at } as const;

/** JSON Schema of each contract, referring to the others by name. */
export function contractSchemas(): { [name: string]: JsonSchema } {
  const { schemas } = z.toJSONSchema(registry, options);
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withoutId(schema as JsonSchema)]));
}

/** A reference to a named contract, or the schema itself where it has no name. */
export function schemaOf(schema: z.ZodType): JsonSchema {
  const name = names.get(schema);
  return name === undefined
    ? withoutId(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema)
    : { $ref: at(name) };
}

function withoutId({ $id: _, $schema: __, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
