import { textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { evaluate } from 'feelin';
import { NotCompilable } from './closure.ts';
import type { Closure, Compiling } from './closure.ts';

const literals = new Set(['NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'null']);

export const isLiteral = (node: Node): boolean => literals.has(node.name);

export function literalValue(node: Node, source: string): boolean | number | string | null {
  const text = textOf(node, source);
  switch (node.name) {
    case 'NumericLiteral': {
      const value = Number(text.replace(/\s+/g, ''));
      if (!Number.isFinite(value)) throw new NotCompilable();
      return value;
    }
    case 'BooleanLiteral':
      return text === 'true';
    case 'StringLiteral':
      // escapes are feelin's business
      return text.includes('\\') ? String(evaluate(text, {}).value) : text.slice(1, -1);
    default:
      return null;
  }
}

export function compileLiteral(node: Node, { source }: Compiling): Closure {
  const value = literalValue(node, source);
  return () => value;
}
