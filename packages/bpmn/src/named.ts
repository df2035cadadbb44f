import type { FlowNode } from './model.ts';

/** How messages call a node: `userTask "Check"`. */
export const named = (node: FlowNode): string => `${node.type} "${node.name ?? node.id}"`;
