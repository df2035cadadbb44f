import type { parseExpression } from 'feelin';

/** A node of feelin's syntax tree. */
export type Node = ReturnType<typeof parseExpression>['topNode'];

export const childrenOf = (node: Node): Node[] => {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
};

export const textOf = (node: Node, source: string): string => source.slice(node.from, node.to);
