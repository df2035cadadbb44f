import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin';
import type { Json } from '@gaita/contracts';
import { spend } from './budget.ts';
import { FunctionValue } from './function-value.ts';
import { isRecord } from './is-record.ts';
import { ExpressionError } from '../types.ts';
import { isoText } from './temporal.ts';

/** Kinds of FEEL values that order and equality tell apart. */
export const isTemporal = (value: unknown): value is FeelDate | FeelTime | FeelDateTime | FeelDuration =>
  value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelDuration || value instanceof FeelTime;

/** Integers as they are, others with 15 significant digits, so that 0.1 + 0.2 = 0.3; no number gives null. */
export const rounded = (value: number): number | null => {
  if (Number.isInteger(value)) return value === 0 ? 0 : value;
  return Number.isFinite(value) ? Number(value.toPrecision(15)) : null;
};

/** A FEEL value as JSON; temporal values become ISO 8601 text. Throws ExpressionError for functions and ranges. */
export function toJson(value: unknown): Json {
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) {
    spend(value.length); // what holds the same value often grows without bounds as JSON
    return value.map(toJson);
  }
  if (isTemporal(value)) return isoText(value);
  if (isRecord(value)) {
    const entries = Object.entries(value);
    spend(entries.length);
    return Object.fromEntries(entries.map(([name, item]) => [name, toJson(item)]));
  }
  if (value instanceof FeelRange) throw new ExpressionError('The result is a range; a value is needed.');
  if (value instanceof FunctionValue) {
    throw new ExpressionError('The result is a function; a value is needed: is it called with brackets?');
  }
  throw new ExpressionError('The result is no value that can be stored.');
}
