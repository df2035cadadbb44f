import type { Expression } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';
import type { CompiledExpression, CompileOptions } from '@gaita/expressions';
import { compileExpression, ExpressionSyntaxError } from '@gaita/expressions';

/** Compiles expressions; what does not parse becomes a problem with the position in the text. */
export function compileExpressions(
  expressions: Iterable<Expression>,
  options: CompileOptions,
  problems: Problem[],
): Map<Expression, CompiledExpression> {
  const compiled = new Map<Expression, CompiledExpression>();
  for (const expression of expressions) {
    const { language, source, elementId, property, line } = expression;
    if (language === 'literal') continue;
    const place = { elementId, ...(line !== undefined && { line }) };
    // The script of a task or listener is a job's to run.
    if (language === 'javascript' && property === 'script') continue;
    if (language === 'javascript') {
      problems.push({
        severity: 'error',
        rule: 'javascript-not-supported',
        message: `${elementId}, ${property}: JavaScript cannot be evaluated here.`,
        advice: 'Write the same as a FEEL expression.',
        ...place,
      });
      continue;
    }
    try {
      compiled.set(expression, compileExpression(source, language, options));
    } catch (error) {
      if (!(error instanceof ExpressionSyntaxError)) throw error;
      problems.push({
        severity: 'error',
        rule: 'expression-syntax',
        message: `${elementId}, ${property}: ${error.message} (at character ${error.position + 1} of "${source}")`,
        ...place,
        column: error.position + 1,
      });
    }
  }
  return compiled;
}

/** Every expression in a piece of a model, in the order of writing. */
export function expressionsIn(model: unknown): Expression[] {
  const found: Expression[] = [];
  const open: unknown[] = [model];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isExpression(value)) found.push(value);
    else open.push(...Object.values(value).reverse());
  }
  return found;
}

const isExpression = (value: object): value is Expression =>
  'source' in value && 'language' in value && 'elementId' in value && 'property' in value;
