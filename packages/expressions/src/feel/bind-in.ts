import { childrenOf } from './tree.ts';
import type { Node } from './tree.ts';

/**
 * feelin reads `a in [1..5] and b` as `a in ([1..5] and b)`, which is null whatever the values; FEEL binds `in` as tightly
 * as `=`. Gives the text with brackets around the first such comparison, or null when there is none.
 */
export function bracketIn(source: string, root: Node): string | null {
  const found = looseComparison(root);
  if (!found) return null;
  const { from, to } = found;
  return `${source.slice(0, from)}(${source.slice(from, to)})${source.slice(to)}`;
}

function looseComparison(node: Node): { from: number; to: number } | null {
  const parts = childrenOf(node);
  if (node.name === 'Comparison' && parts[1]?.name === 'in' && parts[2]?.name === 'PositiveUnaryTest') {
    const test = childrenOf(parts[2])[0];
    const end = test && endOfTest(test);
    if (end !== undefined && end < node.to) return { from: node.from, to: end };
  }
  for (const part of parts) {
    const found = looseComparison(part);
    if (found) return found;
  }
  return null;
}

/** Where the test itself ends, before an `and` or `or` that it does not own. */
function endOfTest(node: Node): number {
  const parts = childrenOf(node);
  const inner = node.name === 'SimplePositiveUnaryTest' ? parts[1] : parts[0];
  const isLogic = node.name === 'Conjunction' || node.name === 'Disjunction';
  return inner && (isLogic || parts[0]?.name === 'CompareOp') ? endOfTest(inner) : node.to;
}
