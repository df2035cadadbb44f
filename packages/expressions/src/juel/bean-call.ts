import { ExpressionSyntaxError } from '../types.ts';
import { argumentsOf } from './members.ts';
import { tokensUntilBrace } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A call of a method of an object that lives outside the engine: `${mailer.send(address, 3)}`. */
export interface BeanCall {
  readonly bean: string;
  readonly method: string;
  /** The arguments as expressions of their own: `${address}`, `${3}`. */
  readonly arguments: readonly string[];
}

/** What the engine itself answers for, or never hands over. */
const ownNames = new Set(['execution', 'task', 'caseExecution', 'event', 'true', 'false', 'null']);

/**
 * Reads a text that is one call of a method on a plain name, and nothing else. Null for everything else: texts around it,
 * further operators, methods that texts and lists have, and what cannot be read, of which `compileExpression` says why.
 */
export function readBeanCall(source: string): BeanCall | null {
  const opening = /^\s*[$#]\{/.exec(source)?.[0];
  const tokens = opening === undefined ? null : tokensOrNull(source, opening.length);
  const end = tokens?.at(-1);
  if (!tokens || !end || source.slice(end.position + 1).trim() !== '') return null;
  const [bean, dot, method, bracket] = tokens;
  if (bean?.kind !== 'name' || !isSign(dot, '.') || method?.kind !== 'name' || !isSign(bracket, '(')) return null;
  const given = argumentsBetween(source, tokens);
  if (!given || ownNames.has(bean.value) || argumentsOf(method.value) === given.length) return null;
  return { bean: bean.value, method: method.value, arguments: given };
}

const isSign = (token: Token | undefined, sign: string): boolean => token?.kind === 'operator' && token.value === sign;

function tokensOrNull(source: string, start: number): Token[] | null {
  try {
    return tokensUntilBrace(source, start);
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return null;
    throw error;
  }
}

/** The texts between the commas of the first bracket; null unless it closes as the last sign before the brace. */
function argumentsBetween(source: string, tokens: readonly Token[]): string[] | null {
  const [first, last] = [3, tokens.length - 2];
  if (last === first + 1 && isSign(tokens[last], ')')) return [];
  const given: string[] = [];
  let depth = 0;
  let from = (tokens[first]?.position ?? 0) + 1;
  for (let index = first; index <= last; index++) {
    const token = tokens[index];
    if (isSign(token, '(') || isSign(token, '[')) depth++;
    else if (isSign(token, ')') || isSign(token, ']')) depth--;
    const closes = depth === 0;
    if (closes && index !== last) return null;
    if (!closes && !(depth === 1 && isSign(token, ','))) continue;
    given.push(`\${${source.slice(from, token?.position).trim()}}`);
    from = (token?.position ?? 0) + 1;
  }
  return depth === 0 ? given : null;
}
