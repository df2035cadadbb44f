import { ExpressionSyntaxError } from '../types.ts';

export type TokenKind = 'name' | 'number' | 'text' | 'operator' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The word or sign; for texts their content. */
  readonly value: string;
  /** Counted in the whole source. */
  readonly position: number;
}

const blank = /\s+/y;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const name = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const operator = /==|!=|<=|>=|&&|\|\||[-<>!+*/%?:.,()[\]]/y;
const words: ReadonlyMap<string, string> = new Map([
  ['and', '&&'],
  ['or', '||'],
  ['not', '!'],
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['gt', '>'],
  ['le', '<='],
  ['ge', '>='],
  ['div', '/'],
  ['mod', '%'],
  ['empty', 'empty'],
]);

/** The tokens of `source` from `start` up to the closing brace, whose place is the last token's. Throws ExpressionSyntaxError. */
export function tokensUntilBrace(source: string, start: number): Token[] {
  const tokens: Token[] = [];
  let position = start;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    return pattern.exec(source)?.[0];
  };
  while (position < source.length) {
    const space = take(blank);
    if (space !== undefined) {
      position += space.length;
      continue;
    }
    const sign = source[position];
    if (sign === '}') return [...tokens, { kind: 'end', value: '}', position }];
    const token = sign === '"' || sign === "'" ? readText(source, position) : readPlain(take, position);
    if (!token) throw new ExpressionSyntaxError(`"${sign}" cannot stand here.`, source, position);
    tokens.push(token.token);
    position = token.end;
  }
  throw new ExpressionSyntaxError('The closing "}" is missing.', source, source.length);
}

function readPlain(take: (pattern: RegExp) => string | undefined, position: number) {
  const digits = take(number);
  if (digits !== undefined) return at('number', digits, position, digits.length);
  const word = take(name);
  if (word !== undefined) {
    const sign = words.get(word);
    return at(sign === undefined ? 'name' : 'operator', sign ?? word, position, word.length);
  }
  const sign = take(operator);
  return sign === undefined ? null : at('operator', sign, position, sign.length);
}

const at = (kind: TokenKind, value: string, position: number, length: number) => ({
  token: { kind, value, position },
  end: position + length,
});

function readText(source: string, start: number) {
  const quote = source[start];
  let value = '';
  for (let position = start + 1; position < source.length; position++) {
    const sign = source[position] ?? '';
    if (sign === quote) return at('text', value, start, position + 1 - start);
    if (sign === '\\') position++;
    value += source[position] ?? '';
  }
  throw new ExpressionSyntaxError('The text is not closed.', source, start);
}
