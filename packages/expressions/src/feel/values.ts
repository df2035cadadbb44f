import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';
import type { Json } from '@gaita/contracts';
import { ExpressionError } from '../types.ts';
import { isoText } from './temporal.ts';

/** Kinds of FEEL values that order and equality tell apart. */
export const isTemporal = (value: unknown): value is FeelDate | FeelTime | FeelDateTime | FeelDuration =>
  value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelDuration || value instanceof FeelTime;

export const isRecord = (value: unknown): value is { readonly [name: string]: unknown } => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Integers as they are, others with 15 significant digits, so that 0.1 + 0.2 = 0.3; no number gives null. */
export const rounded = (value: number): number | null => {
  if (Number.isInteger(value)) return value === 0 ? 0 : value;
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : null;
};

export const roundedDeep = (value: unknown): unknown => {
  if (typeof value === 'number') return rounded(value);
  if (Array.isArray(value)) return value.map(roundedDeep);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, roundedDeep(item)]));
  return value;
};

/** feelin takes only objects with the usual prototype for contexts; others are copied. */
export const asContexts = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.some(isObject) ? value.map(asContexts) : value;
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asContexts(item)]));
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** A FEEL value as JSON; temporal values become ISO 8601 text. Throws ExpressionError for functions and ranges. */
export function toJson(value: unknown): Json {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (isTemporal(value)) return isoText(value);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toJson(item)]));
  if (value instanceof FeelRange) throw new ExpressionError('The result is a range; a value is needed.');
  if (value instanceof FeelFunction || typeof value === 'function') {
    throw new ExpressionError('The result is a function; a value is needed: is it called with brackets?');
  }
  throw new ExpressionError('The result is no value that can be stored.');
}
