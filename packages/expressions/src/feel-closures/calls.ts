import { FeelFunction, evaluate } from 'feelin';
import { builtinFunction, call } from '../feel/builtins.ts';
import { contextFunction, isContextFunction } from '../feel/context-functions.ts';
import { variableName } from '../feel/names.ts';
import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { isTemporal } from '../feel/values.ts';
import { ExpressionError } from '../types.ts';
import type { EvaluationContext } from '../types.ts';
import { NotCompilable, part } from './closure.ts';
import type { Closure, Compiling, Scope } from './closure.ts';
import { isLiteral } from './literals.ts';

type Arguments = (scope: Scope, context: EvaluationContext) => readonly unknown[] | { readonly [name: string]: unknown };

/** A plain name, or one of feelin's that holds keywords: `years and months duration`. */
const callable = new Set(['VariableName', 'SpecialFunctionName']);

export function compileCall(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const target = part(parts, 0);
  if (!callable.has(target.name)) throw new NotCompilable();
  const name = variableName(target, compiling.source, compiling.declared);
  const given = compileArguments(part(parts, 2), compiling);
  if (name === 'not') return compileNot(given);
  const builtin = isContextFunction(name) ? null : builtinFunction(name);
  return (scope, context) => {
    const callee = ownFunction(scope, name) ?? builtin ?? contextFunction(name, context);
    if (!callee) throw new ExpressionError(`There is no function "${name}".`);
    return called(() => call(callee, given(scope, context)));
  };
}

/** A function that the model declares, such as business knowledge; plain variables are none. */
const ownFunction = (scope: Scope, name: string): FeelFunction | null => {
  const value = scope(name);
  return value instanceof FeelFunction ? value : null;
};

function compileNot(given: Arguments): Closure {
  const not = builtinFunction('not');
  return (scope, context) => {
    const values = given(scope, context);
    if (Array.isArray(values) && values.length === 1) return typeof values[0] === 'boolean' ? !values[0] : null;
    return not ? call(not, values) : null;
  };
}

function compileArguments(node: Node, compiling: Compiling): Arguments {
  if (node.name === 'PositionalParameters') {
    const values = childrenOf(node).map((argument) => compiling.compile(argument));
    return (scope, context) => values.map((value) => value(scope, context));
  }
  if (node.name !== 'NamedParameters') throw new NotCompilable();
  const entries = childrenOf(node).map((parameter): [string, Closure] => {
    const [name, value] = childrenOf(parameter);
    if (!name || !value) throw new NotCompilable();
    return [textOf(name, compiling.source).replace(/\s{2,}/g, ' '), compiling.compile(value)];
  });
  return (scope, context) => Object.fromEntries(entries.map(([name, value]) => [name, value(scope, context)]));
}

/** `date("2026-01-31")`, `@"P1D"`, `date(x)`: with literals it is read once. */
export function compileTemporalLiteral(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const text = textOf(node, compiling.source);
  const given = parts[2];
  if (!given || childrenOf(given).every(isLiteral)) {
    const value = readLiteral(text);
    if (isTemporal(value)) return () => value;
  }
  if (!given) return () => null;
  const constructor = builtinFunction(textOf(part(parts, 0), compiling.source).replace(/\s+/g, ' '));
  if (!constructor) throw new NotCompilable();
  const values = compileArguments(given, compiling);
  return (scope, context) => called(() => call(constructor, values(scope, context)));
}

function readLiteral(text: string): unknown {
  try {
    return evaluate(text, {}).value;
  } catch {
    return null; // evaluated again at run time, it says what is wrong
  }
}

/** feelin throws for what it does not do (negative years, a regular expression's x flag). */
function called(work: () => unknown): unknown {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof ExpressionError) throw cause;
    throw new ExpressionError(`The function could not be run: ${(cause as Error).message}.`, { cause });
  }
}
