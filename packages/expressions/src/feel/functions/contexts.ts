import { isRecord } from '../is-record.ts';
import { define, defineVariadic } from './define.ts';
import type { Functions, Parameter } from './define.ts';

type Context = Readonly<Record<string, unknown>>;
const map: Parameter = ['m', 'context'];

const entriesOf = (context: Context) => Object.entries(context);

/** DMN 10.3.4.10; contexts are built entry by entry, so that a key such as `__proto__` is only a key. */
export const contextFunctions: Functions = [
  define('get value', [map, ['key', 'string']], (context: Context, key: string) => valueAt(context, [key])),
  define('get value', [map, ['keys', 'list']], (context: Context, keys: readonly unknown[]) => valueAt(context, keys)),
  define('get entries', [map], (context: Context) => entriesOf(context).map(([key, value]) => ({ key, value }))),
  defineVariadic('context', [['entries', 'any']], (given: readonly unknown[]) => {
    const entries = given.length === 1 && Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
    const context = new Map<string, unknown>();
    for (const entry of entries) {
      if (!isRecord(entry) || typeof entry.key !== 'string' || !Object.hasOwn(entry, 'value')) return null;
      if (context.has(entry.key)) return null;
      context.set(entry.key, entry.value);
    }
    return Object.fromEntries(context);
  }),
  define(
    'context put',
    [
      ['context', 'context'],
      ['key', 'string'],
      ['value', 'any'],
    ],
    (context: Context, key: string, value: unknown) => withValue(context, [key], value),
  ),
  define(
    'context put',
    [
      ['context', 'context'],
      ['keys', 'list'],
      ['value', 'any'],
    ],
    (context: Context, keys: readonly unknown[], value: unknown) => withValue(context, keys, value),
  ),
  define('context merge', [['contexts', 'list']], (contexts: readonly unknown[]) =>
    contexts.every(isRecord) ? Object.fromEntries(contexts.flatMap(entriesOf)) : null,
  ),
];

function valueAt(context: Context, keys: readonly unknown[]): unknown {
  let value: unknown = keys.length === 0 ? null : context;
  for (const key of keys) {
    if (typeof key !== 'string' || !isRecord(value) || !Object.hasOwn(value, key)) return null;
    value = value[key];
  }
  return value;
}

/** Recursive by the number of keys that are written; null where a key on the way leads to no context. */
function withValue(context: unknown, [key, ...rest]: readonly unknown[], value: unknown): Context | null {
  if (typeof key !== 'string' || !isRecord(context)) return null;
  const inner = rest.length === 0 ? value : withValue(Object.hasOwn(context, key) ? context[key] : null, rest, value);
  if (rest.length > 0 && inner === null) return null;
  return Object.fromEntries([...entriesOf(context), [key, inner]]);
}
