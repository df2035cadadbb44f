import { spend } from '../feel/budget.ts';
import { childrenOf } from '../feel/tree.ts';
import type { Node } from '../feel/tree.ts';
import type { EvaluationContext } from '../types.ts';
import { part } from './closure.ts';
import type { Closure, Compiling, Scope, Test } from './closure.ts';
import { itemScope } from './iteration.ts';
import { compileSimpleTest } from './tests.ts';

/** These are conditions whatever the values; others may turn out to be a place in the list. */
const conditions = new Set(['Comparison', 'Conjunction', 'Disjunction', 'QuantifiedExpression', 'InstanceOfExpression']);

/** `list[2]`, `list[-1]`, `list[price > 3]`, `list[> 3]`: a place, or a condition for each item. */
export function compileFilter(node: Node, compiling: Compiling): Closure {
  const parts = childrenOf(node);
  const target = compiling.compile(part(parts, 0));
  const filter = part(parts, 2);
  if (filter.name === 'SimplePositiveUnaryTest') return filterByTest(target, compileSimpleTest(filter, compiling));
  const condition = compiling.compile(filter);
  const mayBePlace = !conditions.has(filter.name);
  return (scope, context) => filtered(target(scope, context), condition, mayBePlace, scope, context);
}

export function filtered(
  target: unknown,
  condition: Closure,
  mayBePlace: boolean,
  scope: Scope,
  context: EvaluationContext,
): unknown {
  if (target === null) return null;
  const items: readonly unknown[] = Array.isArray(target) ? target : [target];
  if (mayBePlace) {
    const place = condition(itemScope(items[0] ?? null, scope), context);
    if (typeof place === 'number') return itemAt(items, condition(scope, context));
  }
  spend(items.length);
  return items.filter((item) => condition(itemScope(item, scope), context) === true);
}

const filterByTest =
  (target: Closure, test: Test): Closure =>
  (scope, context) => {
    const value = target(scope, context);
    if (value === null) return null;
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    spend(items.length);
    return items.filter((item) => test(item, itemScope(item, scope), context) === true);
  };

/** Counted from 1, or from the end by -1. */
function itemAt(items: readonly unknown[], place: unknown): unknown {
  if (typeof place !== 'number') return null;
  const index = Math.trunc(place);
  return items[index < 0 ? items.length + index : index - 1] ?? null;
}
