import type { DeclaredNames } from '../feel/declared-names.ts';
import { childrenOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { compileArithmetic } from './arithmetic.ts';
import { compileCall, compileTemporalLiteral } from './calls.ts';
import { ExpressionSyntaxError } from '../types.ts';
import { NotCompilable, part } from './closure.ts';
import type { Closure, Compiling, DeclaredTypes } from './closure.ts';
import { compileContext, compileList } from './collections.ts';
import { compileComparison } from './comparison.ts';
import { compileFilter } from './filter.ts';
import { compileFunctionDefinition } from './function-definition.ts';
import { compileInstanceOf } from './instance-of.ts';
import { compileFor, compileQuantified } from './iteration.ts';
import { compileConjunction, compileDisjunction, compileIf } from './logic.ts';
import { compileLiteral } from './literals.ts';
import { compileInput, compilePath, compileVariable } from './names.ts';
import { compileRange } from './tests.ts';

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
  ['SimplePositiveUnaryTest', compileRange],
  ['ForExpression', compileFor],
  ['QuantifiedExpression', compileQuantified],
  ['FilterExpression', compileFilter],
  ['FunctionDefinition', compileFunctionDefinition],
  ['InstanceOfExpression', compileInstanceOf],
]);

export function compiling(source: string, declared: DeclaredNames, types?: DeclaredTypes): Compiling {
  const self: Compiling = {
    source,
    declared,
    ...(types && { types }),
    compile(node) {
      const handler = handlers.get(node.name);
      try {
        if (!handler) throw new NotCompilable();
        return handler(node, self);
      } catch (error) {
        if (error instanceof NotCompilable) throw new ExpressionSyntaxError(error.message, source, node.from);
        throw error;
      }
    },
  };
  return self;
}
