import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { NotCompilable, part } from './closure.ts';
import type { Closure, Compiling } from './closure.ts';
import { equal, ordered } from './order-and-equality.ts';
import type { OrderOperator } from './order-and-equality.ts';
import { compileMembership } from './tests.ts';

export function compileComparison(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const left = compiling.compile(part(parts, 0));
  const operator = part(parts, 1);
  if (operator.name === 'in') return compileIn(left, parts, compiling);
  if (operator.name === 'between') return compileBetween(left, parts, compiling);
  return compare(textOf(operator, compiling.source), left, compiling.compile(part(parts, 2)));
}

function compare(operator: string, left: Closure, right: Closure): Closure {
  switch (operator) {
    case '=':
      return (scope, context) => equal(left(scope, context), right(scope, context));
    case '!=':
      return (scope, context) => {
        const same = equal(left(scope, context), right(scope, context));
        return same === null ? null : !same;
      };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compareOrder(operator, left, right);
    default:
      throw new NotCompilable();
  }
}

function compareOrder(operator: OrderOperator, left: Closure, right: Closure): Closure {
  return (scope, context) => ordered(operator, left(scope, context), right(scope, context));
}

/** `x between a and b`: both bounds included. */
function compileBetween(value: Closure, parts: readonly Node[], compiling: Compiling): Closure {
  const low = compiling.compile(part(parts, 2));
  const high = compiling.compile(part(parts, 4));
  return (scope, context) => {
    const given = value(scope, context);
    const above = ordered('>=', given, low(scope, context));
    const below = ordered('<=', given, high(scope, context));
    return above === null || below === null ? null : above && below;
  };
}

function compileIn(value: Closure, parts: readonly Node[], compiling: Compiling): Closure {
  const tests = part(parts, 2);
  const isMember = compileMembership(tests.name === '(' ? part(parts, 3) : tests, compiling);
  return (scope, context) => isMember(value(scope, context), scope, context);
}
