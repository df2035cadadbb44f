import { isRecord } from '../feel/is-record.ts';
import { ExpressionError } from '../types.ts';
import { asNumber, asText, isSame } from './coerce.ts';
import { argumentsOfMoment, callMoment, Moment } from './moment.ts';

/** Own entries of objects and items of lists; null for what is not there, and for what is asked of null. */
export function member(value: unknown, key: unknown): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return key === null ? null : ((value as unknown[])[asNumber(key)] ?? null);
  if (!isRecord(value)) throw new ExpressionError(`"${asText(key)}" is asked of a value that is no object.`);
  const name = asText(key);
  return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

interface Method {
  readonly takes: 0 | 1;
  readonly ofText: (text: string, argument: string) => unknown;
  readonly ofList?: (list: readonly unknown[], argument: unknown) => unknown;
  readonly ofObject?: (names: readonly string[]) => unknown;
}

const size: Method = {
  takes: 0,
  ofText: (text) => text.length,
  ofList: (list) => list.length,
  ofObject: (names) => names.length,
};

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  [
    'contains',
    {
      takes: 1,
      ofText: (text, part) => text.includes(part),
      ofList: (list, item) => list.some((each) => isSame(each, item)),
    },
  ],
  ['equals', { takes: 1, ofText: (text, other) => text === other }],
  ['startsWith', { takes: 1, ofText: (text, start) => text.startsWith(start) }],
  ['endsWith', { takes: 1, ofText: (text, end) => text.endsWith(end) }],
  [
    'isEmpty',
    {
      takes: 0,
      ofText: (text) => text === '',
      ofList: (list) => list.length === 0,
      ofObject: (names) => names.length === 0,
    },
  ],
  ['length', size],
  ['size', size],
  ['toLowerCase', { takes: 0, ofText: (text) => text.toLowerCase() }],
  ['toUpperCase', { takes: 0, ofText: (text) => text.toUpperCase() }],
]);

/** How many arguments a method of texts, lists and objects takes; undefined for methods that are not offered. */
export const argumentsOf = (name: string): number | undefined => methods.get(name)?.takes;

/** How many arguments a method takes: of a moment only where one stands before it. */
export const argumentsAt = (name: string, ofMoment: boolean): number | undefined =>
  ofMoment ? argumentsOfMoment(name) : argumentsOf(name);

/** Calls one of the methods offered. Throws ExpressionError for a value without it. */
export function callMethod(name: string, value: unknown, given: readonly unknown[]): unknown {
  if (value instanceof Moment) return callMoment(name, value, given.map(asNumber));
  const method = methods.get(name);
  const argument = given[0] ?? null;
  if (!method || value === null) throw new ExpressionError(`"${name}" is called on a value that is null.`);
  if (name === 'equals') return isSame(value, argument);
  if (method.ofList && Array.isArray(value)) return method.ofList(value, argument);
  if (method.ofObject && isRecord(value)) return method.ofObject(Object.keys(value));
  if (typeof value !== 'string') throw new ExpressionError(`"${name}" is called on a value that is no text.`);
  if (method.takes === 1 && argument === null) throw new ExpressionError(`"${name}" is given null.`);
  return method.ofText(value, asText(argument));
}
