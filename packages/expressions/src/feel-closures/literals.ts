import { textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import type { Closure, Compiling } from './closure.ts';

const literals = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null']);

const escapes = /\\(?:["'\\nrt]|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6}))/g;
const signs: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function unescaped(escape: string, unit?: string, point?: string): string {
  if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16));
  if (point !== undefined) return parseInt(point, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(point, 16)) : escape;
  return signs.get(escape[1] ?? '') ?? escape[1] ?? '';
}

export const isLiteral = (node: Node): boolean => literals.has(node.name);

export function literalValue(node: Node, source: string): boolean | number | string | null {
  const text = textOf(node, source);
  switch (node.name) {
    case 'NumericLiteral': {
      const value = Number(text.replace(/\s+/g, ''));
      return Number.isFinite(value) ? value : null;
    }
    case 'BooleanLiteral':
      return text === 'true';
    case 'StringLiteral':
      return text.slice(1, -1).replace(escapes, unescaped);
    default:
      return null;
  }
}

export function compileLiteral(node: Node, { source }: Compiling): Closure {
  const value = literalValue(node, source);
  return () => value;
}
