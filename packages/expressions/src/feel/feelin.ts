import { evaluate, unaryTest } from 'feelin';
import type { Warning } from 'feelin';
import type { Scope } from '../feel-closures/closure.ts';
import { ExpressionError } from '../types.ts';
import type { EvaluationContext } from '../types.ts';
import { contextFunction } from './context-functions.ts';
import type { DeclaredNames } from './declared-names.ts';
import type { NamesUsed } from './names.ts';
import { asContexts, roundedDeep } from './values.ts';

/** Evaluates a whole expression by feelin: for what is beyond the closures. Throws ExpressionError. */
export function evaluateByFeelin(
  source: string,
  names: NamesUsed,
  declared: DeclaredNames,
  scope: Scope,
  context: EvaluationContext,
): unknown {
  const variables = feelinVariables(names, declared, scope, context);
  return run(source, () => evaluate(source, variables));
}

/** The same for unary tests of a value. */
export function testByFeelin(
  source: string,
  names: NamesUsed,
  declared: DeclaredNames,
  value: unknown,
  scope: Scope,
  context: EvaluationContext,
): boolean | null {
  const variables = { ...feelinVariables(names, declared, scope, context), '?': asContexts(value) };
  return run(source, () => unaryTest(source, variables)) as boolean | null;
}

function feelinVariables(
  names: NamesUsed,
  declared: DeclaredNames,
  scope: Scope,
  context: EvaluationContext,
): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const name of new Set([...Object.keys(declared.shape), ...names.variables, ...names.functions])) {
    if (names.functions.has(name)) {
      const own = scope(name);
      const callee = isFunction(own) ? own : contextFunction(name, context);
      if (callee) entries.push([name, callee]);
    } else {
      const value = scope(name);
      if (value !== undefined) entries.push([name, asContexts(value)]);
      else if (declared.has(name)) entries.push([name, null]);
    }
  }
  return Object.fromEntries(entries);
}

const isFunction = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof (value as { invoke?: unknown }).invoke === 'function';

function run(source: string, work: () => { value: unknown; warnings: Warning[] }): unknown {
  let result: { value: unknown; warnings: Warning[] };
  try {
    result = work();
  } catch (cause) {
    if (cause instanceof ExpressionError) throw cause;
    throw new ExpressionError(`The expression could not be evaluated: ${(cause as Error).message}.`, { cause });
  }
  for (const warning of result.warnings) refuse(warning, source);
  return roundedDeep(result.value ?? null);
}

/** Most of feelin's warnings mean null, as FEEL says; these mean that the expression cannot work. */
function refuse(warning: Warning, source: string): void {
  if (warning.type === 'NO_FUNCTION_FOUND') {
    const called = source.slice(warning.position.from, warning.position.to);
    throw new ExpressionError(`There is no function "${called.slice(0, called.indexOf('(')).trim() || called}".`);
  }
  if (warning.type === 'UNSUPPORTED') throw new ExpressionError(`${warning.message}.`);
}
