import { FeelDuration } from 'feelin';
import { limitedText } from '../feel/budget.ts';
import { negatedDuration, temporalArithmetic } from '../feel/temporal-arithmetic.ts';
import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { isTemporal, rounded } from '../feel/values.ts';
import { NotCompilable, part } from './closure.ts';
import type { Closure, Compiling } from './closure.ts';

const numeric: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => (b === 0 ? NaN : a / b)],
  ['**', (a, b) => a ** b],
  ['^', (a, b) => a ** b],
]);

/**
 * Numbers are rounded once, where the arithmetic ends: rounding every step would cost digits that a power or a
 * difference then makes visible.
 */
export function compileArithmetic(node: Node, compiling: Compiling): Closure {
  const value = compileOperation(node, compiling);
  if (isInsideArithmetic(node)) return value;
  return (scope, context) => {
    const result = value(scope, context);
    return typeof result === 'number' ? rounded(result) : result;
  };
}

function isInsideArithmetic(node: Node): boolean {
  let holder = node.parent;
  while (holder?.name === 'ParenthesizedExpression') holder = holder.parent;
  return holder?.name === 'ArithmeticExpression';
}

function compileOperation(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  if (parts.length === 2) return negated(compiling.compile(part(parts, 1)));
  const left = compiling.compile(part(parts, 0));
  const right = compiling.compile(part(parts, 2));
  const operator = textOf(part(parts, 1), compiling.source);
  const onNumbers = numeric.get(operator);
  if (!onNumbers) throw new NotCompilable();
  return (scope, context) => {
    const a = left(scope, context);
    const b = right(scope, context);
    if (typeof a === 'number' && typeof b === 'number') return finite(onNumbers(a, b));
    return onOthers(operator, onNumbers, a, b);
  };
}

/** A list of one item is that item. */
function onOthers(operator: string, onNumbers: (a: number, b: number) => number, left: unknown, right: unknown): unknown {
  const [a, b] = [itemOf(left), itemOf(right)];
  if (typeof a === 'number' && typeof b === 'number') return finite(onNumbers(a, b));
  if (typeof a === 'string' && typeof b === 'string') return operator === '+' ? limitedText(a + b) : null;
  return isTemporal(a) || isTemporal(b) ? temporalArithmetic(operator, a, b) : null;
}

const itemOf = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

const negated =
  (operand: Closure): Closure =>
  (scope, context) => {
    const value = itemOf(operand(scope, context));
    if (value instanceof FeelDuration) return negatedDuration(value);
    return typeof value === 'number' ? -value : null;
  };

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
