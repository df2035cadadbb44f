import type { Problem } from '@gaita/contracts';
import { compileExpression, ExpressionSyntaxError } from '@gaita/expressions';
import type { Expression } from '../model.ts';
import { expressionsOf } from './expressions-of.ts';
import type { Rule } from './rule.ts';

/** Every expression is one that runs: it can be read, its language is executed, and a condition is no plain text. */
export const expressionSyntax: Rule = (process) => expressionsOf(process).flatMap((each) => problemOf(each) ?? []);

const conditions = new Set(['conditionExpression', 'completionCondition', 'loopCondition', 'condition', 'activationCondition']);

function problemOf(expression: Expression): Problem | undefined {
  const { source, language, property, elementId, line } = expression;
  const refuse = (message: string, advice: string): Problem => ({
    severity: 'error',
    rule: 'expression-syntax',
    message,
    advice,
    elementId,
    ...(line !== undefined && { line }),
  });
  // The script of a task or listener is a job; a condition or mapping is evaluated on the spot.
  if (language === 'javascript' && property === 'script') return undefined;
  if (language === 'javascript')
    return refuse(`The ${property} is JavaScript, which only script tasks and listeners may be.`, feelAdvice(source));
  if (language === 'literal') {
    if (property === 'script' && source !== '')
      return refuse(`The script names no language: ${quote(source)}.`, 'Set scriptFormat="feel", or begin it with "=".');
    return conditions.has(property)
      ? refuse(`The ${property} ${quote(source)} is plain text, not an expression.`, `Write it as: = ${source}`)
      : undefined;
  }
  try {
    compileExpression(source, language);
    return undefined;
  } catch (error) {
    if (!(error instanceof ExpressionSyntaxError)) throw error;
    return refuse(
      `The ${property} ${quote(source)} cannot be read: ${error.message} (at character ${error.position + 1}).`,
      adviceFor(source),
    );
  }
}

/** Calls of objects outside are known by their form, and have one place where they may stand. */
const adviceFor = (source: string): string =>
  /[\w\])]\s*\.\s*\w+\s*\(/.test(source)
    ? 'A call of an object outside may only stand alone, as ${object.method(…)} in the camunda:expression of a service, send or business rule task, which makes it a job for a worker. Give such a task before this element and use its camunda:resultVariable here; or let a worker do it: camunda:type="external" with a camunda:topic.'
    : 'Correct the expression.';

/** Comparisons and logic that only need other signs are given ready to copy. */
function feelAdvice(source: string): string {
  const simple = source.replace(/;$/, '').trim();
  if (!/^[\w\s.()"'!=<>&|+*/-]+$/.test(simple) || /\b(var|let|const|function|return|new|if|for)\b|[^=!<>]=[^=]/.test(simple))
    return 'Write it in FEEL: language="feel", or begin the text with "=".';
  const feel = simple
    .replace(/!==?/g, '≠')
    .replace(/===?/g, '=')
    .replace(/≠/g, '!=')
    .replace(/&&/g, 'and')
    .replace(/\|\|/g, 'or')
    .replace(/'([^']*)'/g, '"$1"')
    .replace(/!(?!=)\s*([\w.]+)/g, 'not($1)');
  return `Write it in FEEL: = ${feel}`;
}

const quote = (source: string): string => `"${source.length > 80 ? `${source.slice(0, 77)}…` : source}"`;
