import { FeelDate, FeelRange, evaluate } from 'feelin';
import { asContexts, isRecord, isTemporal } from '../feel/values.ts';

export type OrderOperator = '<' | '<=' | '>' | '>=';

/** Order of two FEEL values: null for null, for unlike types and for types without an order. */
export function ordered(operator: OrderOperator, a: unknown, b: unknown): boolean | null {
  if ((typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')) {
    return orderedScalars(operator, a, b);
  }
  if (Array.isArray(a) && a.length === 1) return ordered(operator, a[0], b);
  if (Array.isArray(b) && b.length === 1) return ordered(operator, a, b[0]);
  if (isTemporal(a) && isTemporal(b) && a.constructor === b.constructor) return beyond(operator, b).includes(a);
  return null;
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

/** feelin's order of temporal values stands in its ranges. */
function beyond(operator: OrderOperator, bound: unknown): FeelRange {
  const up = operator === '>' || operator === '>=';
  return new FeelRange({
    start: up ? bound : null,
    end: up ? null : bound,
    'start included': operator === '>=',
    'end included': operator === '<=',
    valueType: null,
  });
}

/** Equality of two FEEL values: null alone equals null; unlike types give null; a list of one is its item. */
export function equal(a: unknown, b: unknown): boolean | null {
  if (a === null || b === null) return a === b;
  if (Array.isArray(a) && a.length < 2) return sameLists(a, b) ?? equal(a[0] ?? null, b);
  if (Array.isArray(b) && b.length < 2) return equal(a, b[0] ?? null);
  if (typeof a !== 'object' || typeof b !== 'object') return typeof a === typeof b ? a === b : null;
  if (Array.isArray(a)) return Array.isArray(b) ? sameItems(a, b) : null;
  if (a instanceof FeelDate && b instanceof FeelDate) return a.toString() === b.toString();
  if (isRecord(a)) return isRecord(b) ? sameEntries(a, b) : null;
  return evaluate('a = b', { a, b: asContexts(b) }).value as boolean | null;
}

const sameLists = (a: readonly unknown[], b: unknown): boolean | null =>
  Array.isArray(b) && a.length === b.length ? sameItems(a, b) : null;

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => equal(item, b[index] ?? null) === true);

function sameEntries(a: { readonly [name: string]: unknown }, b: { readonly [name: string]: unknown }): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && equal(a[name] ?? null, b[name] ?? null) === true)
  );
}
