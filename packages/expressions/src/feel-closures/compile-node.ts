import type { DeclaredNames } from '../feel/declared-names.ts';
import { childrenOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { compileArithmetic } from './arithmetic.ts';
import { compileCall, compileTemporalLiteral } from './calls.ts';
import { NotCompilable, part } from './closure.ts';
import type { Closure, Compiling } from './closure.ts';
import { compileContext, compileList } from './collections.ts';
import { compileComparison } from './comparison.ts';
import { compileConjunction, compileDisjunction, compileIf } from './logic.ts';
import { compileLiteral } from './literals.ts';
import { compileInput, compilePath, compileVariable } from './names.ts';

const handlers: ReadonlyMap<string, (node: Node, compiling: Compiling) => Closure> = new Map([
  ['Expression', (node, compiling) => compiling.compile(part(childrenOf(node), 0))],
  ['ParenthesizedExpression', (node, compiling) => compiling.compile(part(childrenOf(node), 1))],
  ['NumericLiteral', compileLiteral],
  ['StringLiteral', compileLiteral],
  ['BooleanLiteral', compileLiteral],
  ['null', compileLiteral],
  ['VariableName', compileVariable],
  ['?', compileInput],
  ['PathExpression', compilePath],
  ['Conjunction', compileConjunction],
  ['Disjunction', compileDisjunction],
  ['IfExpression', compileIf],
  ['Comparison', compileComparison],
  ['ArithmeticExpression', compileArithmetic],
  ['FunctionInvocation', compileCall],
  ['DateTimeLiteral', compileTemporalLiteral],
  ['List', compileList],
  ['Context', compileContext],
]);

export function compiling(source: string, declared: DeclaredNames): Compiling {
  const self: Compiling = {
    source,
    declared,
    compile(node) {
      const handler = handlers.get(node.name);
      if (!handler) throw new NotCompilable();
      return handler(node, self);
    },
  };
  return self;
}

/** The closure that `compile` gives, or null when the node is beyond the closures. */
export function compiledOrNull<T>(compile: () => T): T | null {
  try {
    return compile();
  } catch (error) {
    if (error instanceof NotCompilable) return null;
    throw error;
  }
}
