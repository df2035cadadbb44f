import { parseExpression, parseUnaryTests } from 'feelin';
import { ExpressionSyntaxError } from '../types.ts';
import { bracketIn } from './bind-in.ts';
import { builtinNames } from './builtins.ts';
import type { DeclaredNames } from './declared-names.ts';
import { textOf } from './tree.ts';
import type { Node } from './tree.ts';

/** A syntax tree with the text that its positions count in. */
export interface Parsed {
  readonly root: Node;
  readonly source: string;
}

/** Throws ExpressionSyntaxError. */
export const parseFeel = (source: string, declared: DeclaredNames): Parsed =>
  parsed(source, declared, (text) => parseExpression(text, namesOf(declared), undefined).topNode);

/** Throws ExpressionSyntaxError. */
export const parseFeelTests = (source: string, declared: DeclaredNames): Parsed =>
  parsed(source, declared, (text) => parseUnaryTests(text, namesOf(declared), undefined).topNode);

function parsed(original: string, declared: DeclaredNames, parse: (text: string) => Node): Parsed {
  if (original.length > longest) {
    throw new ExpressionSyntaxError(`The expression has more than ${longest} characters.`, original, longest);
  }
  let source = namedRanges(original);
  let root = checked(parse(source), source, declared);
  for (let text = bracketIn(source, root); text !== null; text = bracketIn(source, root)) {
    source = text;
    root = parse(source);
  }
  return { root, source };
}

// feelin does not read `range<number>`; a name of the same length stands for it, which `instance of` knows
const namedRanges = (text: string): string =>
  text.replace(/\b(instance\s+of\s+range)<([\w ]+)>/g, (_, start: string, ends: string) => `${start}·${ends}·`);

const namesOf = (declared: DeclaredNames) => ({ ...builtinNames, ...declared.shape });

// reading takes more than twice as long for twice the text
const longest = 10_000;

// a chain of operators nests as deep as it is long
const deepest = 500;

function checked(root: Node, source: string, declared: DeclaredNames): Node {
  const visit = (node: Node, depth: number): void => {
    if (depth > deepest) throw new ExpressionSyntaxError('The expression is nested too deeply.', source, node.from);
    if (node.type.isError) throw unreadable(node, source);
    if (node.name === 'VariableName') refuseNotWithoutBrackets(node, source, declared);
    if (node.name === 'SimplePositiveUnaryTest') refuseLoneComparison(node, source);
    for (let child = node.firstChild; child; child = child.nextSibling) visit(child, depth + 1);
  };
  visit(root, 0);
  return root;
}

function unreadable(node: Node, source: string): ExpressionSyntaxError {
  const rest = source.slice(node.from);
  const position = node.from + (rest.length - rest.trimStart().length);
  if (position >= source.length) {
    const message = source.trim() === '' ? 'The expression is empty.' : 'The expression ends too early.';
    return new ExpressionSyntaxError(message, source, source.length);
  }
  const token = /^(?:[\p{L}\p{N}_]+|&&|\|\||==|[^\s])/u.exec(source.slice(position))?.[0] ?? '';
  return new ExpressionSyntaxError(`"${token}" cannot stand here.${advice(source, position)}`, source, position);
}

const javaScriptWords: readonly (readonly [string, string])[] = [
  ['&&', 'and'],
  ['||', 'or'],
  ['==', '='],
];

function advice(source: string, position: number): string {
  const near = source.slice(Math.max(0, position - 1), position + 2);
  const found = javaScriptWords.find(([wrong]) => near.includes(wrong));
  if (found) return ` In FEEL, write "${found[1]}" instead of "${found[0]}".`;
  if (source[position] === "'") return ' Texts stand in double quotes.';
  return source[position] === '"' ? ' Is the text closed, and on one line?' : '';
}

// FEEL takes `not active` for one name of two words, which never exists: the condition would silently be null.
function refuseNotWithoutBrackets(node: Node, source: string, declared: DeclaredNames): void {
  const text = textOf(node, source);
  if (/^not\s/.test(text) && !declared.has(text)) {
    throw new ExpressionSyntaxError('"not" is a function: write not(…).', source, node.from);
  }
}

// `> 5` alone and `> 5 and < 10` are no values; only a test, `in` and a filter may hold them.
function refuseLoneComparison(node: Node, source: string): void {
  const holder = node.parent?.name;
  if (node.firstChild?.name === 'CompareOp' && holder !== 'PositiveUnaryTest' && holder !== 'FilterExpression') {
    const doubled = source[node.from - 1] === '=';
    if (doubled) throw new ExpressionSyntaxError('In FEEL, write "=" instead of "==".', source, node.from - 1);
    throw new ExpressionSyntaxError(
      `"${textOf(node, source)}" lacks its left side; in a decision table write "?" for the input.`,
      source,
      node.from,
    );
  }
}
