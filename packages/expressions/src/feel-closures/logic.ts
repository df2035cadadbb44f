import { childrenOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { part } from './closure.ts';
import type { Closure, Compiling } from './closure.ts';

/** Three-valued `and`: what is no Boolean counts as null. */
export function compileConjunction(node: Node, compiling: Compiling): Closure {
  const [left, right] = sides(node, compiling);
  return (scope, context) => {
    const a = left(scope, context);
    if (a === false) return false;
    const b = right(scope, context);
    if (b === false) return false;
    return a === true && b === true ? true : null;
  };
}

/** Three-valued `or`. */
export function compileDisjunction(node: Node, compiling: Compiling): Closure {
  const [left, right] = sides(node, compiling);
  return (scope, context) => {
    const a = left(scope, context);
    if (a === true) return true;
    const b = right(scope, context);
    if (b === true) return true;
    return a === false && b === false ? false : null;
  };
}

/** Only true is true; anything else takes the other way. */
export function compileIf(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const condition = compiling.compile(part(parts, 1));
  const whenTrue = compiling.compile(part(parts, 3));
  const whenFalse = compiling.compile(part(parts, 5));
  return (scope, context) => (condition(scope, context) === true ? whenTrue(scope, context) : whenFalse(scope, context));
}

function sides(node: Node, compiling: Compiling): [Closure, Closure] {
  const parts = childrenOf(node);
  return [compiling.compile(part(parts, 0)), compiling.compile(part(parts, 2))];
}
