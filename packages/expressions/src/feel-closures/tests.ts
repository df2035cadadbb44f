import { FeelRange } from 'feelin';
import { difference, inRange, rangeOf } from '../feel/ranges.ts';
import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { NotCompilable, part } from './closure.ts';
import type { Closure, Compiling, Test } from './closure.ts';
import { isLiteral, literalValue } from './literals.ts';
import { equal, ordered } from './order-and-equality.ts';
import type { OrderOperator } from './order-and-equality.ts';

/** The tests of `x in …`: true when one holds, null when none holds but one could not be decided. */
export function compileMembership(node: Node, compiling: Compiling): Test {
  const nodes = node.name === 'PositiveUnaryTests' ? childrenOf(node) : [node];
  const tests = nodes.map((test) => compilePositiveTest(test, compiling));
  return (value, scope, context) => {
    let undecided = false;
    for (const test of tests) {
      const result = test(value, scope, context);
      if (result === true) return true;
      if (result === null) undecided = true;
    }
    return undecided ? null : false;
  };
}

/** A PositiveUnaryTest: a comparison with the value, a range that holds it, or a value (or list) that it equals. */
export function compilePositiveTest(node: Node, compiling: Compiling): Test {
  const inner = part(childrenOf(node), 0);
  if (inner.name === 'SimplePositiveUnaryTest') return compileSimpleTest(inner, compiling);
  if (isLiteral(inner)) {
    const expected = literalValue(inner, compiling.source);
    return (value) => equal(value, expected) === true;
  }
  const expected = compiling.compile(inner);
  return (value, scope, context) => holds(value, expected(scope, context));
}

/** Whether a value equals what a test's expression gave, or lies in that list. */
export const holds = (value: unknown, expected: unknown): boolean =>
  (expected instanceof FeelRange && !(value instanceof FeelRange) && inRange(expected, value) === true) ||
  (Array.isArray(expected) && expected.some((item) => isItem(value, item))) ||
  equal(value, expected) === true;

const isItem = (value: unknown, item: unknown): boolean =>
  equal(value, item) === true || (item instanceof FeelRange && inRange(item, value) === true);

/** A range as a value: `[1..5]`, `]1..5[`. */
export function compileRange(node: Node, compiling: Compiling): Closure {
  const interval = part(childrenOf(node), 0);
  if (interval.name !== 'Interval') throw new NotCompilable();
  const { low, high, from, to } = endsOf(interval, compiling);
  return (scope, context) => {
    const [start, end] = [low(scope, context), high(scope, context)];
    if (start === null && end === null) return null;
    if (start !== null && end !== null && difference(start, end) === null) return null;
    return rangeOf(start, end, from && start !== null, to && end !== null);
  };
}

export function compileSimpleTest(node: Node, compiling: Compiling): Test {
  const [first, second] = childrenOf(node);
  if (first?.name === 'Interval') return compileInterval(first, compiling);
  if (!first || !second) throw new NotCompilable();
  const bound = compiling.compile(second);
  const operator = textOf(first, compiling.source);
  switch (operator) {
    case '=':
      return (value, scope, context) => equal(value, bound(scope, context));
    case '!=':
      return (value, scope, context) => {
        const same = equal(value, bound(scope, context));
        return same === null ? null : !same;
      };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileBound(operator, bound);
    default:
      throw new NotCompilable();
  }
}

const compileBound =
  (operator: OrderOperator, bound: Closure): Test =>
  (value, scope, context) =>
    ordered(operator, value, bound(scope, context));

function endsOf(node: Node, compiling: Compiling) {
  const parts = childrenOf(node);
  return {
    low: compiling.compile(part(parts, 1)),
    high: compiling.compile(part(parts, 3)),
    from: part(parts, 0).name === '[',
    to: part(parts, 4).name === ']',
  };
}

/** `[a..b]`; a bracket turned outwards or a parenthesis leaves the bound out. */
function compileInterval(node: Node, compiling: Compiling): Test {
  const { low, high, from, to } = endsOf(node, compiling);
  const [above, below]: readonly OrderOperator[] = [from ? '>=' : '>', to ? '<=' : '<'];
  return (value, scope, context) => {
    const fromLow = ordered(above ?? '>=', value, low(scope, context));
    const toHigh = ordered(below ?? '<=', value, high(scope, context));
    return fromLow === null || toHigh === null ? null : fromLow && toHigh;
  };
}
