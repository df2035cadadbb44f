import { difference } from '../ranges.ts';
import { rounded } from '../values.ts';
import { spend } from '../budget.ts';
import type { FunctionValue } from '../function-value.ts';
import { equal } from '../../feel-closures/order-and-equality.ts';
import { define, defineVariadic } from './define.ts';
import type { Functions, Parameter } from './define.ts';

type List = readonly unknown[];
const list: Parameter = ['list', 'list'];
const position: Parameter = ['position', 'number'];
const newItem: Parameter = ['newItem', 'any'];

const same = (a: unknown, b: unknown): boolean => equal(a, b) === true;

/** One list, or its items as arguments. */
const ofItems = (name: string, run: (items: List) => unknown): Functions => [
  define(name, [list], (items: List) => run(items)),
  defineVariadic(name, [['list', 'any']], (items: List) => (items.length > 1 ? run(items) : null)),
];

const ofNumbers = (name: string, run: (items: readonly number[]) => number | readonly number[] | null): Functions =>
  ofItems(name, (items) => (items.every((item) => typeof item === 'number') ? run(items) : null));

const sumOf = (items: readonly number[]): number => rounded(items.reduce((a, b) => a + b, 0)) ?? NaN;

/** The item that every other one is not beyond; null where two of them have no order. */
function outermost(items: List, sign: number): unknown {
  let found: unknown = items[0] ?? null;
  for (const item of items) {
    const order = difference(item, found);
    if (order === null) return null;
    if (order * sign > 0) found = item;
  }
  return found;
}

const logical = (items: List, decisive: boolean): boolean | null => {
  if (items.includes(decisive)) return decisive;
  return items.every((item) => item === !decisive) ? !decisive : null;
};

/** From 1, or from the end by -1; null outside of the list. */
function placeOf(items: List, at: number): number | null {
  const whole = Math.trunc(at);
  if (whole === 0 || Math.abs(whole) > items.length) return null;
  return whole > 0 ? whole - 1 : items.length + whole;
}

const distinct = (items: List): unknown[] => {
  const found: unknown[] = [];
  const scalars = new Set<unknown>();
  for (const item of items) {
    const isScalar = typeof item !== 'object' || item === null;
    if (isScalar ? scalars.has(item) : found.some((other) => same(other, item))) continue;
    spend(isScalar ? 1 : found.length + 1);
    if (isScalar) scalars.add(item);
    found.push(item);
  }
  return found;
};

function flattened(items: List): unknown[] {
  const found: unknown[] = [];
  const open: unknown[] = [items];
  while (open.length > 0) {
    const item = open.pop();
    spend(1);
    if (Array.isArray(item)) for (let i = item.length - 1; i >= 0; i--) open.push(item[i]);
    else found.push(item);
  }
  return found;
}

const together = (lists: List): unknown[] => {
  const all = lists.flatMap((each) => each);
  spend(all.length);
  return all;
};

function median(items: readonly number[]): number | null {
  const sorted = [...items].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : rounded(((sorted[middle - 1] ?? 0) + upper) / 2);
}

function mode(items: readonly number[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([item]) => item)
    .sort((a, b) => a - b);
}

function deviation(items: readonly number[]): number | null {
  if (items.length < 2) return null;
  const mean = sumOf(items) / items.length;
  return Math.sqrt(items.reduce((sum, item) => sum + (item - mean) ** 2, 0) / (items.length - 1));
}

/** Merges, so that equal items keep their order and an odd comparison ends. */
function sorted(items: List, precedes: (a: unknown, b: unknown) => boolean): unknown[] {
  spend(items.length);
  return [...items].sort((a, b) => (precedes(a, b) ? -1 : precedes(b, a) ? 1 : 0));
}

/** DMN 10.3.4.4 and 10.3.4.9 */
export const listFunctions: Functions = [
  define('list contains', [list, ['element', 'any']], (items: List, element: unknown) =>
    items.some((item) => same(item, element)),
  ),
  define('count', [list], (items: List) => items.length),
  ...ofItems('min', (items) => outermost(items, -1)),
  ...ofItems('max', (items) => outermost(items, 1)),
  ...ofNumbers('sum', (items) => (items.length === 0 ? null : sumOf(items))),
  ...ofNumbers('mean', (items) => (items.length === 0 ? null : rounded(sumOf(items) / items.length))),
  ...ofNumbers('product', (items) => (items.length === 0 ? null : rounded(items.reduce((a, b) => a * b, 1)))),
  ...ofNumbers('median', median),
  ...ofNumbers('stddev', deviation),
  ...ofNumbers('mode', mode),
  ...['all', 'and'].flatMap((name) => ofItems(name, (items) => logical(items, false))),
  ...['any', 'or'].flatMap((name) => ofItems(name, (items) => logical(items, true))),
  define(
    'sublist',
    [list, ['start position', 'number'], ['length', 'number?']],
    (items: List, start: number, length?: number) => {
      const from = placeOf(items, start);
      if (from === null) return null;
      if (length === undefined) return items.slice(from);
      const to = from + Math.trunc(length);
      return length < 1 || to > items.length ? null : items.slice(from, to);
    },
  ),
  defineVariadic('append', [list, ['item', 'any']], (items: List, more: List) => together([items, more])),
  defineVariadic('concatenate', [['list', 'list']], (lists: List) => (lists.includes(null) ? null : together(lists))),
  define('insert before', [list, position, newItem], (items: List, at: number, item: unknown) => {
    const place = placeOf(items, at);
    return place === null ? null : [...items.slice(0, place), item, ...items.slice(place)];
  }),
  define('remove', [list, position], (items: List, at: number) => {
    const place = placeOf(items, at);
    return place === null ? null : items.filter((_, index) => index !== place);
  }),
  define('list replace', [list, position, newItem], (items: List, at: number, item: unknown) => {
    const place = placeOf(items, at);
    return place === null ? null : items.map((old, index) => (index === place ? item : old));
  }),
  define('list replace', [list, ['match', 'function'], newItem], (items: List, match: FunctionValue, item: unknown) => {
    const decided = items.map((old) => match.call([old, item]));
    if (!decided.every((each) => typeof each === 'boolean')) return null;
    return items.map((old, index) => (decided[index] === true ? item : old));
  }),
  define('reverse', [list], (items: List) => [...items].reverse()),
  define('index of', [list, ['match', 'any']], (items: List, match: unknown) =>
    items.flatMap((item, index) => (same(item, match) ? [index + 1] : [])),
  ),
  defineVariadic('union', [['list', 'list']], (lists: List) => (lists.includes(null) ? null : distinct(together(lists)))),
  define('distinct values', [list], distinct),
  define('flatten', [list], flattened),
  define('sort', [list, ['precedes', 'function?']], (items: List, precedes?: FunctionValue) =>
    sorted(items, precedes ? (a, b) => precedes.call([a, b]) === true : (a, b) => (difference(a, b) ?? 0) < 0),
  ),
];
