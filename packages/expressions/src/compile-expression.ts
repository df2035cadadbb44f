import type { Json } from '@gaita/contracts';
import { bounded, compileFeel } from './feel/compile-feel.ts';
import { toJson } from './feel/values.ts';
import { guardLargeValues } from './guard-large-values.ts';
import { compileJuel } from './juel/compile-juel.ts';
import { ExpressionSyntaxError } from './types.ts';
import type { CompiledExpression, CompileOptions, EvaluationContext, Lookup } from './types.ts';

/**
 * Reads an expression once, to be evaluated often.
 *
 * - `feel`: a FEEL expression, with or without a leading `=`. Missing variables are null.
 * - `juel`: a text with `${…}` and `#{…}`; a text that is one such part alone gives its value. A missing variable throws
 *   ExpressionError, as in Camunda 7.
 *
 * Throws ExpressionSyntaxError with the position in `source`.
 */
export function compileExpression(source: string, language: 'feel' | 'juel', options: CompileOptions = {}): CompiledExpression {
  return language === 'feel' ? compileFeelSource(source, options) : compileJuelSource(source, options);
}

function compileFeelSource(source: string, options: CompileOptions): CompiledExpression {
  const mark = /^\s*=/.exec(source)?.[0].length ?? 0;
  const { names, heavy, evaluate } = atPosition(source, mark, () => compileFeel(source.slice(mark), options));
  const stored = (lookup: Lookup, context: EvaluationContext): Json => toJson(evaluate(lookup, context));
  return { source, names, evaluate: heavy ? bounded(stored, options.guard) : guardLargeValues(stored, options.guard) };
}

function compileJuelSource(source: string, options: CompileOptions): CompiledExpression {
  const compiled = compileJuel(source);
  return { ...compiled, evaluate: guardLargeValues(compiled.evaluate, options.guard) };
}

function atPosition<T>(source: string, offset: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    throw new ExpressionSyntaxError(error.message, source, error.position + offset);
  }
}
