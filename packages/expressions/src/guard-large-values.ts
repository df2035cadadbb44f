import type { Json } from '@gaita/contracts';
import { runBounded } from './feel/budget.ts';
import type { EvaluationContext, Guard, Lookup } from './types.ts';

type Evaluate<T> = (lookup: Lookup, context: EvaluationContext) => T;

const mostItems = 1_000;
const mostCharacters = 2_000;

/** Says that an evaluation has met a large value. */
class LargeValue extends Error {}

/**
 * What is quick with small values runs as it is: the guard costs more than the evaluation. Once it reads a large one it begins
 * anew under the guard.
 */
export function guardLargeValues<T>(evaluate: Evaluate<T>, guard: Guard | undefined): Evaluate<T> {
  return (lookup, context) => {
    const small = (name: string) => {
      const value = lookup(name);
      if (isLarge(value)) throw new LargeValue();
      return value;
    };
    try {
      return evaluate(small, context);
    } catch (error) {
      if (!(error instanceof LargeValue)) throw error;
      return runBounded(() => evaluate(lookup, context), guard);
    }
  };
}

/** Looks no further than it must. */
function isLarge(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.length > mostCharacters;
  if (typeof value !== 'object' || value === null) return false;
  let items = 0;
  let characters = 0;
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') characters += next.length;
    else if (typeof next === 'object' && next !== null) {
      const inner: readonly Json[] = Array.isArray(next) ? next : Object.values(next);
      items += inner.length;
      if (items > mostItems) return true;
      open.push(...inner);
    }
    if (characters > mostCharacters) return true;
  }
  return false;
}
