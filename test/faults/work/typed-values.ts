/** Variables as clients of Camunda write them. */
export const typedValues = (variables: Readonly<Record<string, unknown>>): Record<string, { type: string; value: unknown }> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typedValue(value)]));

const typedValue = (value: unknown): { type: string; value: unknown } => {
  if (typeof value === 'boolean') return { type: 'Boolean', value };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'Integer' : 'Double', value };
  if (value === null) return { type: 'Null', value };
  return typeof value === 'string' ? { type: 'String', value } : { type: 'Json', value: JSON.stringify(value) };
};

/** The same read back. */
export const untypedValues = (variables: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(variables as Record<string, { type: string; value: unknown }>).map(([name, { type, value }]) => [
      name,
      type === 'Json' ? (JSON.parse(value as string) as unknown) : value,
    ]),
  );
