import { FeelDate, FeelDuration, evaluate } from 'feelin';
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
    if (typeof a === 'string' && typeof b === 'string' && operator === '+') return a + b;
    return isTemporal(a) && isTemporal(b) ? onTemporals(operator, a, b) : null;
  };
}

const negated =
  (operand: Closure): Closure =>
  (scope, context) => {
    const value = operand(scope, context);
    return typeof value === 'number' ? -value : null;
  };

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Days and months on a date are common and done here; the rest is feelin's, which reads its own little expression for it. */
function onTemporals(operator: string, a: unknown, b: unknown): unknown {
  if (a instanceof FeelDate && b instanceof FeelDuration && !b.toString().includes('T')) {
    if (operator === '+') return new FeelDate(a.unwrap().add(b.unwrap()));
    if (operator === '-') return new FeelDate(a.unwrap().subtract(b.unwrap()));
  }
  return evaluate(`a ${operator} b`, { a, b }).value ?? null;
}
