import { compiledOrNull, compiling } from '../feel-closures/compile-node.ts';
import type { Closure } from '../feel-closures/closure.ts';
import type { CompileOptions } from '../types.ts';
import { nothingDeclared } from './declared-names.ts';
import type { DeclaredNames } from './declared-names.ts';
import { evaluateByFeelin } from './feelin.ts';
import { namesUsed } from './names.ts';
import { parseFeel } from './syntax.ts';

export interface FeelOptions extends CompileOptions {
  readonly declared?: DeclaredNames;
}

export interface CompiledFeel {
  readonly names: readonly string[];
  /** Whether it runs as closures; otherwise feelin evaluates it. */
  readonly compiled: boolean;
  /** The FEEL value. Throws ExpressionError. */
  readonly evaluate: Closure;
}

/** Reads a FEEL expression once. Throws ExpressionSyntaxError. */
export function compileFeel(text: string, options: FeelOptions = {}): CompiledFeel {
  const declared = options.declared ?? nothingDeclared;
  const { root, source } = parseFeel(text, declared);
  const used = namesUsed(root, source, declared);
  const closure = compiledOrNull(() => compiling(source, declared).compile(root));
  const evaluate: Closure = closure ?? ((scope, context) => evaluateByFeelin(source, used, declared, scope, context));
  return {
    names: [...used.variables],
    compiled: closure !== null,
    evaluate: used.heavy && options.guard ? guarded(evaluate, options.guard) : evaluate,
  };
}

const guarded =
  (evaluate: Closure, guard: NonNullable<CompileOptions['guard']>): Closure =>
  (scope, context) =>
    guard(() => evaluate(scope, context));
