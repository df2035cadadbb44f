import { FeelRange } from 'feelin';
import { temporalDifference } from './temporal-order.ts';
import { isTemporal } from './values.ts';

/** A range of values; an open end is null and not included. */
export const rangeOf = (start: unknown, end: unknown, startIncluded: boolean, endIncluded: boolean): FeelRange =>
  new FeelRange({ start, end, 'start included': startIncluded, 'end included': endIncluded, valueType: null });

/** The sign tells the order of two values of one ordered type; null where they have none. */
export function difference(a: unknown, b: unknown): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return isTemporal(a) && isTemporal(b) ? temporalDifference(a, b) : null;
}

/** Whether a value lies in a range; null where it cannot be compared with the ends. */
export function inRange(range: FeelRange, value: unknown): boolean | null {
  const above = range.start === null ? true : beyond(difference(value, range.start), range['start included']);
  const below = range.end === null ? true : beyond(difference(range.end, value), range['end included']);
  if (above === null || below === null || (range.start === null && range.end === null)) return null;
  return above && below;
}

const beyond = (order: number | null, included: boolean): boolean | null =>
  order === null ? null : included ? order >= 0 : order > 0;
