import { FeelRange } from 'feelin';
import { spend } from '../feel/budget.ts';
import { difference } from '../feel/ranges.ts';
import { hasZone, temporalDifference } from '../feel/temporal-order.ts';
import type { TemporalValue } from '../feel/temporal-order.ts';
import { isRecord } from '../feel/is-record.ts';
import { isTemporal } from '../feel/values.ts';
import { FeelDateTime, FeelTime } from 'feelin';

export type OrderOperator = '<' | '<=' | '>' | '>=';

/** Order of two FEEL values: null for null, for unlike types and for types without an order. */
export function ordered(operator: OrderOperator, a: unknown, b: unknown): boolean | null {
  if ((typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')) {
    return orderedScalars(operator, a, b);
  }
  if (Array.isArray(a) && a.length === 1) return ordered(operator, a[0], b);
  if (Array.isArray(b) && b.length === 1) return ordered(operator, a, b[0]);
  const order = difference(a, b);
  return order === null ? null : orderedScalars(operator, order, 0);
}

function orderedScalars(operator: OrderOperator, a: number | string, b: number | string): boolean {
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

/** Equality of two FEEL values: null alone equals null; unlike types give null; a list of one is its item. */
export function equal(a: unknown, b: unknown): boolean | null {
  spend(1);
  if (a === null || b === null) return a === b;
  if (Array.isArray(a) && a.length < 2) return sameLists(a, b) ?? equal(a[0] ?? null, b);
  if (Array.isArray(b) && b.length < 2) return equal(a, b[0] ?? null);
  if (typeof a !== 'object' || typeof b !== 'object') return typeof a === typeof b ? a === b : null;
  if (Array.isArray(a)) return Array.isArray(b) ? sameItems(a, b) : null;
  if (isTemporal(a)) return isTemporal(b) ? sameMoment(a, b) : null;
  if (isRecord(a)) return isRecord(b) ? sameEntries(a, b) : null;
  if (a instanceof FeelRange) return b instanceof FeelRange ? sameRanges(a, b) : null;
  return a === b;
}

const sameLists = (a: readonly unknown[], b: unknown): boolean | null =>
  Array.isArray(b) && a.length === b.length ? sameItems(a, b) : null;

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null) === true);

function sameMoment(a: TemporalValue, b: TemporalValue): boolean | null {
  const order = temporalDifference(a, b);
  if (order !== null) return order === 0;
  const times = (a instanceof FeelTime && b instanceof FeelTime) || (a instanceof FeelDateTime && b instanceof FeelDateTime);
  return times && hasZone(a) !== hasZone(b) ? false : null;
}

const sameRanges = (a: FeelRange, b: FeelRange): boolean =>
  a['start included'] === b['start included'] &&
  a['end included'] === b['end included'] &&
  equal(a.start, b.start) === true &&
  equal(a.end, b.end) === true;

function sameEntries(a: { readonly [name: string]: unknown }, b: { readonly [name: string]: unknown }): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && equal(a[name] ?? null, b[name] ?? null) === true)
  );
}
