import { builtinFunction, builtinValue } from '../feel/builtins.ts';
import { FunctionValue } from '../feel/function-value.ts';
import { variableName } from '../feel/names.ts';
import { readTemporal } from '../feel/read-temporal.ts';
import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { isTemporal, rounded } from '../feel/values.ts';
import { ExpressionError } from '../types.ts';
import type { EvaluationContext } from '../types.ts';
import { part } from './closure.ts';
import type { Closure, Compiling, Scope } from './closure.ts';
import { isLiteral, literalValue } from './literals.ts';

type Given = readonly unknown[] | ReadonlyMap<string, unknown>;
type Arguments = (scope: Scope, context: EvaluationContext) => Given;

/** A plain name, or one that holds keywords: `years and months duration`, `date and time`. */
const nameNodes = new Set(['VariableName', 'SpecialFunctionName', 'DateTimeConstructor']);

export function compileCall(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const target = part(parts, 0);
  const given = compileArguments(part(parts, 2), compiling);
  if (nameNodes.has(target.name)) return callByName(variableName(target, compiling.source, compiling.declared), given);
  const callee = compiling.compile(target);
  return (scope, context) => {
    const called = callee(scope, context);
    return called instanceof FunctionValue ? apply(called, given(scope, context)) : null;
  };
}

/** A function that the model defines, such as business knowledge, stands before one of FEEL's own. */
function callByName(name: string, given: Arguments): Closure {
  const builtin = builtinFunction(name);
  return (scope, context) => {
    const own = scope(name);
    if (own instanceof FunctionValue) return apply(own, given(scope, context));
    if (builtin) return tidied(builtin(context, given(scope, context)));
    if (own === undefined || own === null) throw new ExpressionError(`There is no function "${name}".`);
    return null;
  };
}

export const apply = (callee: FunctionValue, given: Given): unknown =>
  tidied(Array.isArray(given) ? callee.call(given as unknown[]) : callee.callNamed(given as ReadonlyMap<string, unknown>));

const tidied = (result: unknown): unknown => (typeof result === 'number' ? rounded(result) : (result ?? null));

function compileArguments(node: Node, compiling: Compiling): Arguments {
  if (node.name === 'NamedParameters') {
    const entries = childrenOf(node).map((parameter): [string, Closure] => {
      const [name, value] = childrenOf(parameter);
      return [
        textOf(part(name ? [name] : [], 0), compiling.source).replace(/\s{2,}/g, ' '),
        compileArgument(part(value ? [value] : [], 0), compiling),
      ];
    });
    return (scope, context) => new Map(entries.map(([name, value]) => [name, value(scope, context)]));
  }
  const values = childrenOf(node).map((argument) => compileArgument(argument, compiling));
  return (scope, context) => values.map((value) => value(scope, context));
}

/** A function of FEEL's own can be handed over by its name. */
function compileArgument(node: Node, compiling: Compiling): Closure {
  const value = compiling.compile(node);
  const name = node.name === 'VariableName' ? variableName(node, compiling.source, compiling.declared) : '';
  if (!builtinFunction(name)) return value;
  return (scope, context) => (scope(name) === undefined ? builtinValue(name, context) : value(scope, context));
}

/** `date("2026-01-31")`, `@"P1D"`, `date(x)`: with literals it is read once. */
export function compileTemporalLiteral(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const first = part(parts, 0);
  if (first.name === 'AtLiteral') {
    const value = readTemporal(String(literalValue(part(childrenOf(first), 0), compiling.source)));
    return () => value;
  }
  const call = compileCall(node, compiling);
  if (!childrenOf(part(parts, 2)).every(isLiteral)) return call;
  let known: unknown;
  return (scope, context) => {
    known ??= call(scope, context);
    return isTemporal(known) ? known : null;
  };
}
