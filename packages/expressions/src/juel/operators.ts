import type { Closure } from '../feel-closures/closure.ts';
import { rounded } from '../feel/values.ts';
import { ExpressionError } from '../types.ts';
import { asBoolean, asNumber, compared, isEmpty, isEqual } from './coerce.ts';

type Operation = (a: unknown, b: unknown) => unknown;

const numeric =
  (compute: (a: number, b: number) => number): Operation =>
  (a, b) =>
    rounded(compute(asNumber(a), asNumber(b)));

const divided =
  (compute: (a: number, b: number) => number): Operation =>
  (a, b) => {
    if (a === null && b === null) return 0;
    const divisor = asNumber(b);
    if (divisor === 0) throw new ExpressionError('A number cannot be divided by 0.');
    return rounded(compute(asNumber(a), divisor));
  };

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['==', isEqual],
  ['!=', (a, b) => !isEqual(a, b)],
  ['<', (a, b) => compared(a, b) < 0],
  ['<=', (a, b) => compared(a, b) <= 0],
  ['>', (a, b) => compared(a, b) > 0],
  ['>=', (a, b) => compared(a, b) >= 0],
  ['+', numeric((a, b) => a + b)],
  ['-', numeric((a, b) => a - b)],
  ['*', numeric((a, b) => a * b)],
  ['/', divided((a, b) => a / b)],
  ['%', divided((a, b) => a % b)],
]);

/** Binary operators from loosest to tightest. */
export const precedence: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

export function binary(operator: string, left: Closure, right: Closure): Closure {
  if (operator === '&&') {
    return (scope, context) => asBoolean(left(scope, context)) && asBoolean(right(scope, context));
  }
  if (operator === '||') {
    return (scope, context) => asBoolean(left(scope, context)) || asBoolean(right(scope, context));
  }
  const operation = operations.get(operator) as Operation;
  return (scope, context) => operation(left(scope, context), right(scope, context));
}

export const unary: ReadonlyMap<string, (operand: Closure) => Closure> = new Map([
  [
    '!',
    (operand: Closure): Closure =>
      (scope, context) =>
        !asBoolean(operand(scope, context)),
  ],
  [
    '-',
    (operand: Closure): Closure =>
      (scope, context) =>
        rounded(-asNumber(operand(scope, context))),
  ],
  [
    'empty',
    (operand: Closure): Closure =>
      (scope, context) =>
        isEmpty(operand(scope, context)),
  ],
]);
