import { ExpressionError } from '../types.ts';
import type { Guard } from '../types.ts';

// Evaluation is synchronous: one evaluation at a time spends these.
let steps = 0;
let depth = 0;
let running = false;

const mostSteps = 2_000_000;
const deepestCall = 250;

/** Longest text that an expression may build, in characters. */
const longestText = 5_000_000;

/** Counts rounds of loops and items of lists. Throws ExpressionError when an expression asks for too many. */
export function spend(count: number): void {
  if (!running) return; // what is always quick runs without counts
  steps += count;
  if (steps > mostSteps) throw new ExpressionError('The expression takes too many steps.');
}

/** Runs the body of a function that a model defines. Throws ExpressionError when such calls nest too deeply. */
export function called<T>(body: () => T): T {
  spend(1);
  if (++depth > deepestCall) throw new ExpressionError('Functions call each other too deeply.');
  const result = body();
  depth--;
  return result;
}

export function limitedText(text: string): string {
  if (text.length > longestText) throw new ExpressionError(`The text grows beyond ${longestText} characters.`);
  return text;
}

/**
 * Runs one evaluation with fresh counts, under the guard where there is one; evaluations inside of it share both. Throws
 * ExpressionError when it is stopped.
 */
export function runBounded<T>(work: () => T, guard: Guard | undefined): T {
  if (running) return work();
  running = true;
  steps = 0;
  depth = 0;
  try {
    return guard ? guard(work) : work();
  } catch (error) {
    if (error instanceof RangeError) throw new ExpressionError('The expression nests too deeply.', { cause: error });
    throw error;
  } finally {
    running = false;
  }
}
