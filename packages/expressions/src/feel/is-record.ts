/** A context: a plain object of values, neither a list nor one of feelin's own classes. */
export const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
