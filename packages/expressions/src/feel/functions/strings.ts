import { limitedText, spend } from '../budget.ts';
import { define } from './define.ts';
import type { Functions } from './define.ts';

const text = ['string', 'string'] as const;
const match = ['match', 'string'] as const;

/** DMN 10.3.4.3: characters are counted, not the units of UTF-16. */
export const stringFunctions: Functions = [
  define(
    'substring',
    [text, ['start position', 'number'], ['length', 'number?']],
    (string: string, start: number, length?: number) => {
      const characters = [...string];
      if (start === 0 || Math.abs(start) > characters.length || (length !== undefined && length < 1)) return null;
      const from = start > 0 ? Math.trunc(start) - 1 : characters.length + Math.trunc(start);
      return characters.slice(from, length === undefined ? undefined : from + Math.trunc(length)).join('');
    },
  ),
  define('string length', [text], (string: string) => [...string].length),
  define('upper case', [text], (string: string) => string.toUpperCase()),
  define('lower case', [text], (string: string) => string.toLowerCase()),
  define('substring before', [text, match], (string: string, part: string) => {
    const at = string.indexOf(part);
    return at === -1 ? '' : string.slice(0, at);
  }),
  define('substring after', [text, match], (string: string, part: string) => {
    const at = string.indexOf(part);
    return at === -1 ? '' : string.slice(at + part.length);
  }),
  define('contains', [text, match], (string: string, part: string) => string.includes(part)),
  define('starts with', [text, match], (string: string, part: string) => string.startsWith(part)),
  define('ends with', [text, match], (string: string, part: string) => string.endsWith(part)),
  define(
    'replace',
    [
      ['input', 'string'],
      ['pattern', 'string'],
      ['replacement', 'string'],
      ['flags', 'string?'],
    ],
    (input: string, pattern: string, replacement: string, flags?: string) => {
      const expression = regularExpression(pattern, flags, 'g');
      // JavaScript counts `$0` by another name
      return expression && limitedText(input.replace(expression, replacement.replace(/\$(0|&|`|')/g, asLiteral)));
    },
  ),
  define(
    'matches',
    [
      ['input', 'string'],
      ['pattern', 'string'],
      ['flags', 'string?'],
    ],
    (input: string, pattern: string, flags?: string) => regularExpression(pattern, flags)?.test(input) ?? null,
  ),
  define('split', [text, ['delimiter', 'string']], (string: string, delimiter: string) => {
    const expression = regularExpression(delimiter);
    return expression && splitBy(string, expression);
  }),
  define(
    'string join',
    [
      ['list', 'list'],
      ['delimiter', 'string?'],
      ['prefix', 'string?'],
      ['suffix', 'string?'],
    ],
    (list: readonly unknown[], delimiter = '', prefix = '', suffix = '') => {
      if (!list.every((item) => item === null || typeof item === 'string')) return null;
      spend(list.length);
      return limitedText(prefix + list.filter((item) => item !== null).join(delimiter) + suffix);
    },
  ),
];

const asLiteral = (_: string, sign: string): string => (sign === '0' ? '$$&'.slice(1) : `$$${sign}`);

/** Without the groups, which JavaScript would put between the parts. */
function splitBy(string: string, expression: RegExp): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const found of string.matchAll(new RegExp(expression, `g${expression.flags}`))) {
    if (found[0] === '' && (found.index === 0 || found.index === string.length)) continue;
    parts.push(string.slice(from, found.index));
    from = found.index + found[0].length;
  }
  return [...parts, string.slice(from)];
}

/** A pattern of XPath with its flags `s`, `m`, `i`, `x`, `q`; null where it is none. */
function regularExpression(pattern: string, flags = '', more = ''): RegExp | null {
  if (!/^[smixq]*$/.test(flags)) return null;
  let source = pattern;
  if (flags.includes('q')) source = source.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  else if (flags.includes('x')) source = source.replace(/\s+/g, '');
  source = source.replace(/\\i/g, '[\\p{L}_:]').replace(/\\c/g, '[-.\\p{L}\\p{N}_:]');
  source = withoutSubtraction(source);
  try {
    return new RegExp(source, `u${[...new Set(flags.replace(/[xq]/g, ''))].join('')}${more}`);
  } catch {
    return null;
  }
}

/** `[a-z-[aeiou]]` as a look ahead, which JavaScript knows. */
const withoutSubtraction = (source: string): string =>
  source.replace(/\[((?:\\.|[^\]\\[])+)-\[((?:\\.|[^\]\\[])+)\]\]/g, '(?:(?![$2])[$1])');
