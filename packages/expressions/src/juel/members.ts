import { isRecord } from '../feel/values.ts';
import { ExpressionError } from '../types.ts';
import { asNumber, asText } from './coerce.ts';

/** Own entries of objects and items of lists; null for what is not there. */
export function member(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) return value[asNumber(key)] ?? null;
  if (!isRecord(value)) {
    throw new ExpressionError(`"${asText(key)}" is asked of a value that is ${value === null ? 'null' : 'no object'}.`);
  }
  const name = asText(key);
  return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

interface Method {
  readonly takes: 0 | 1;
  readonly ofText: (text: string, argument: string) => unknown;
  readonly ofList?: (list: readonly unknown[], argument: unknown) => unknown;
}

const size: Method = { takes: 0, ofText: (text) => text.length, ofList: (list) => list.length };

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['contains', { takes: 1, ofText: (text, part) => text.includes(part), ofList: (list, item) => list.includes(item) }],
  ['equals', { takes: 1, ofText: (text, other) => text === other }],
  ['startsWith', { takes: 1, ofText: (text, start) => text.startsWith(start) }],
  ['endsWith', { takes: 1, ofText: (text, end) => text.endsWith(end) }],
  ['isEmpty', { takes: 0, ofText: (text) => text === '', ofList: (list) => list.length === 0 }],
  ['length', size],
  ['size', size],
  ['toLowerCase', { takes: 0, ofText: (text) => text.toLowerCase() }],
  ['toUpperCase', { takes: 0, ofText: (text) => text.toUpperCase() }],
]);

/** How many arguments a method takes; undefined for methods that are not offered. */
export const argumentsOf = (name: string): number | undefined => methods.get(name)?.takes;

/** Calls one of the methods above. Throws ExpressionError for a value without it. */
export function callMethod(name: string, value: unknown, argument: unknown): unknown {
  const method = methods.get(name);
  if (method?.ofList && Array.isArray(value)) return method.ofList(value, argument);
  if (name === 'equals') return value === argument;
  if (method && typeof value === 'string') return method.ofText(value, asText(argument ?? null));
  throw new ExpressionError(`"${name}" is called on a value that is ${value === null ? 'null' : 'no text'}.`);
}
