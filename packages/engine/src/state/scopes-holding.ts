import type { CompiledNode } from '../compile/compiled-process.ts';
import type { Step } from './step.ts';

/**
 * All scopes that may hold something of certain elements. Where none of them repeats or stands inside an activity that repeats,
 * items stored apart are not asked for.
 */
export function scopesHolding(step: Step, isWanted: (node: CompiledNode) => boolean): string[] {
  if (!step.isApart) return step.scopeIds();
  const isInside = ({ scope, repeats }: CompiledNode): boolean => {
    if (repeats) return true;
    for (let around = scope.node; around; around = around.scope.node) if (around.repeats) return true;
    return false;
  };
  return [...step.process.nodes.values()].some((node) => isWanted(node) && isInside(node)) ? step.scopeIds() : step.scopesHere();
}
