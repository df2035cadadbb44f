import { ExpressionError } from '../types.ts';

/** How the expression language of Java turns values into numbers, Booleans and texts. Each throws ExpressionError. */
export function asNumber(value: unknown): number {
  if (value === null || value === '') return 0;
  if (typeof value === 'number') return value;
  const read = typeof value === 'string' ? Number(value) : NaN;
  if (Number.isNaN(read)) throw new ExpressionError(`${shown(value)} is no number.`);
  return read;
}

export function asBoolean(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === '') return false;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new ExpressionError(`${shown(value)} is neither true nor false.`);
}

export const asText = (value: unknown): string =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

export const isEmpty = (value: unknown): boolean => {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
};

/** Equality: a number equals the text that reads as it, a Boolean the text `true` or `false`. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (typeof a === 'object' || typeof b === 'object') return JSON.stringify(a) === JSON.stringify(b);
  if (typeof a === 'boolean' || typeof b === 'boolean') return asBoolean(a) === asBoolean(b);
  return asNumber(a) === asNumber(b);
}

/** Order: negative, 0 or positive; texts by their characters, else as numbers. NaN where one is null. */
export function compared(a: unknown, b: unknown): number {
  if (a === null || b === null) return a === b ? 0 : NaN;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return asNumber(a) - asNumber(b);
}

const shown = (value: unknown): string => (typeof value === 'string' ? `"${value}"` : JSON.stringify(value));
