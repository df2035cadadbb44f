import { createContext, Script } from 'node:vm';
import { ExpressionError } from '@gaita/expressions';

/** How long one guarded evaluation (loops, quantifiers, regular expressions, function definitions) may take, milliseconds. */
const limit = 50;
/** The limit counts time on the wall. An evaluation that was stopped though it hardly ran is tried again this often. */
const tries = 5;

const box: { work?: () => unknown } = {};
const context = createContext(box);
const call = new Script('work()');

/**
 * Interrupts long evaluations. An interruption, not a sandbox: what runs inside is our evaluator, never the user's code. On a
 * machine that stands still the time passes without the work: that is no fault of the expression.
 * @param work may run more than once
 * @throws ExpressionError when it takes too long
 */
export function feelGuard<T>(work: () => T): T {
  for (let attempt = 1; ; attempt++) {
    const before = process.cpuUsage();
    try {
      return interrupted(work);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const { user, system } = process.cpuUsage(before);
      const hardlyRan = (user + system) / 1_000 < limit / 2;
      if (attempt === tries || !hardlyRan)
        throw new ExpressionError(
          `The evaluation was stopped after ${limit} ms. Make the list shorter or the expression simpler.`,
        );
    }
  }
}

function interrupted<T>(work: () => T): T {
  const outer = box.work;
  box.work = work;
  try {
    return call.runInContext(context, { timeout: limit }) as T;
  } finally {
    if (outer) box.work = outer;
    else delete box.work;
  }
}
