import type { Expression } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';
import type { CompiledExpression, CompileOptions } from '@gaita/expressions';
import { compileExpression, ExpressionError, ExpressionSyntaxError } from '@gaita/expressions';

/** Compiles expressions; what does not parse becomes a problem with the position in the text. */
export function compileExpressions(
  expressions: Iterable<Expression>,
  { isChecked, ...options }: CompileOptions & { readonly isChecked?: boolean },
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
      const read = () => compileExpression(source, language, options);
      compiled.set(expression, isChecked ? whenAsked(source, read) : read());
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

/** Read when it is asked for first; what cannot be read then fails like what cannot be evaluated. */
function whenAsked(source: string, read: () => CompiledExpression): CompiledExpression {
  let known: CompiledExpression | undefined;
  const expression = (): CompiledExpression => {
    try {
      return (known ??= read());
    } catch (error) {
      if (!(error instanceof ExpressionSyntaxError)) throw error;
      throw new ExpressionError(`${error.message} (at character ${error.position + 1} of "${source}")`);
    }
  };
  return {
    source,
    get names() {
      return expression().names;
    },
    evaluate: (lookup, context) => expression().evaluate(lookup, context),
  };
}

/** Every expression in a piece of a model, in the order of writing. */
export function expressionsIn(model: unknown): Expression[] {
  const found: Expression[] = [];
  const open: unknown[] = [model];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isExpression(value)) found.push(value);
    else for (const inner of Object.values(value).reverse()) open.push(inner);
  }
  return found;
}

const isExpression = (value: object): value is Expression =>
  'source' in value && 'language' in value && 'elementId' in value && 'property' in value;
