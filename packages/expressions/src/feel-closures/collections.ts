import { childrenOf, textOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import { part } from './closure.ts';
import type { Closure, Compiling, Scope } from './closure.ts';
import { literalValue } from './literals.ts';

export function compileList(node: Node, compiling: Compiling): Closure {
  const items = childrenOf(node)
    .slice(1, -1)
    .map((item) => compiling.compile(item));
  return (scope, context) => items.map((item) => item(scope, context));
}

/** `{ a: 1, b: a + 1 }`: an entry sees those before it. */
export function compileContext(node: Node, compiling: Compiling): Closure {
  const entries = childrenOf(node)
    .slice(1, -1)
    .map((entry): [string, Closure] => {
      const parts = childrenOf(entry);
      return [keyOf(part(parts, 0), compiling.source), compiling.compile(part(parts, 1))];
    });
  return (scope, context) => {
    const values = new Map<string, unknown>();
    const inner: Scope = (name) => (values.has(name) ? values.get(name) : scope(name));
    for (const [key, value] of entries) values.set(key, value(inner, context));
    return Object.fromEntries(values);
  };
}

function keyOf(key: Node, source: string): string {
  const name = part(childrenOf(key), 0);
  return name.name === 'StringLiteral' ? String(literalValue(name, source)) : textOf(name, source).replace(/\s{2,}/g, ' ');
}
