import { isRecord } from '../feel/is-record.ts';
import { ExpressionError } from '../types.ts';
import { Moment } from './moment.ts';

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** How the expression language of Java turns values into numbers, Booleans and texts. Each throws ExpressionError. */
export function asNumber(value: unknown): number {
  if (value === null || value === '') return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && decimal.test(value)) return Number(value);
  throw new ExpressionError(`${shown(value)} is no number.`);
}

export function asBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === '') return false;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new ExpressionError(`${shown(value)} is neither true nor false.`);
}

export const asText = (value: unknown): string => {
  if (value === null) return '';
  if (value instanceof Moment) return value.toString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
};

export const isEmpty = (value: unknown): boolean => {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
};

/**
 * Equality: null equals null alone; a number equals the text that reads as it, a Boolean the text `true`, a moment the
 * text that means it; lists and objects are equal when what they hold is.
 */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (a instanceof Moment || b instanceof Moment) return compared(a, b) === 0;
  if (typeof a === 'object' || typeof b === 'object') return isSame(a, b);
  if (typeof a === 'number' || typeof b === 'number') return asNumber(a) === asNumber(b);
  if (typeof a === 'boolean' || typeof b === 'boolean') return asBoolean(a) === asBoolean(b);
  return false;
}

/** Whether two values are the same without any coercion. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]));
}

/** Order: negative, 0 or positive; numbers before texts before Booleans decide how. NaN where one is null. */
export function compared(a: unknown, b: unknown): number {
  if (a === null || b === null) return a === b ? 0 : NaN;
  if (a instanceof Moment || b instanceof Moment) return momentOf(a) - momentOf(b);
  if (typeof a === 'number' || typeof b === 'number') return asNumber(a) - asNumber(b);
  if (typeof a === 'object' || typeof b === 'object') throw new ExpressionError('Lists and objects have no order.');
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  const [left, right] = [asText(a), asText(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function momentOf(value: unknown): number {
  if (value instanceof Moment) return value.time;
  const read = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(read)) throw new ExpressionError(`${shown(value)} is no date.`);
  return read;
}

export const shown = (value: unknown): string => (value instanceof Moment ? value.toString() : JSON.stringify(value));
