import type { Json } from '@gaita/contracts';
import type { Closure } from '../feel-closures/closure.ts';
import { limitedText } from '../feel/budget.ts';
import { toJson } from '../feel/values.ts';
import type { CompiledExpression } from '../types.ts';
import { ExpressionSyntaxError } from '../types.ts';
import { asText } from './coerce.ts';
import { Moment } from './moment.ts';
import { JuelParser } from './parser.ts';
import { tokensUntilBrace } from './tokens.ts';

// reading and evaluating nest as deep as a chain of operators is long
const longest = 10_000;

/**
 * Reads a text with `${…}` and `#{…}` in it. A text that is one such part alone gives its value; others give a text,
 * with nothing in place of null. `\${` stands for the characters. Throws ExpressionSyntaxError.
 */
export function compileJuel(source: string): CompiledExpression {
  if (source.length > longest) {
    throw new ExpressionSyntaxError(`The expression has more than ${longest} characters.`, source, longest);
  }
  const names = new Set<string>();
  const parts: (string | Closure)[] = [];
  let position = 0;
  for (let start = nextPart(source, 0); start !== -1; start = nextPart(source, position)) {
    parts.push(source.slice(position, start));
    const tokens = tokensUntilBrace(source, start + 2);
    const parser = new JuelParser(source, tokens);
    parts.push(parser.parse());
    for (const name of parser.names) names.add(name);
    position = (tokens.at(-1)?.position ?? start) + 1;
  }
  parts.push(source.slice(position));
  const evaluate = joined(parts.map(unescaped).filter((part) => part !== ''));
  return { source, names: [...names], evaluate: (lookup, context) => toStored(evaluate(lookup, context)) };
}

const toStored = (value: unknown): Json => toJson(value instanceof Moment ? value.toString() : value);

function nextPart(source: string, from: number): number {
  const start = /(?<!\\)[$#]\{/g;
  start.lastIndex = from;
  return start.exec(source)?.index ?? -1;
}

const unescaped = (part: string | Closure): string | Closure =>
  typeof part === 'string' ? part.replace(/\\([$#]\{)/g, '$1') : part;

function joined(parts: readonly (string | Closure)[]): Closure {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'function') return only;
  return (scope, context) => {
    let text = '';
    for (const part of parts) text = limitedText(text + (typeof part === 'string' ? part : asText(part(scope, context))));
    return text;
  };
}
