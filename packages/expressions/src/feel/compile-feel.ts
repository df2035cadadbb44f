import { compiling } from '../feel-closures/compile-node.ts';
import type { Closure, DeclaredTypes } from '../feel-closures/closure.ts';
import type { CompileOptions } from '../types.ts';
import { runBounded } from './budget.ts';
import { nothingDeclared } from './declared-names.ts';
import type { DeclaredNames } from './declared-names.ts';
import { namesUsed } from './names.ts';
import { parseFeel } from './syntax.ts';

export interface FeelOptions extends CompileOptions {
  readonly declared?: DeclaredNames;
  readonly types?: DeclaredTypes;
}

export interface CompiledFeel {
  readonly names: readonly string[];
  /** Whether it can take long: it is then run by `bounded`. */
  readonly heavy: boolean;
  /** The FEEL value. Throws ExpressionError. */
  readonly evaluate: Closure;
}

/** Reads a FEEL expression once. Throws ExpressionSyntaxError. */
export function compileFeel(text: string, options: FeelOptions = {}): CompiledFeel {
  const declared = options.declared ?? nothingDeclared;
  const { root, source } = parseFeel(text, declared);
  const used = namesUsed(root, source, declared);
  const evaluate = compiling(source, declared, options.types).compile(root);
  return { names: [...used.variables], heavy: used.heavy, evaluate: used.heavy ? bounded(evaluate, options.guard) : evaluate };
}

/** Counts the steps of what could take long, and runs it under the guard. */
export const bounded =
  <Given extends unknown[], T>(evaluate: (...given: Given) => T, guard: CompileOptions['guard']) =>
  (...given: Given): T =>
    runBounded(() => evaluate(...given), guard);
