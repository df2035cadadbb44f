import { createContext, Script } from 'node:vm';
import { ExpressionError } from '@gaita/expressions';

/** How long one guarded evaluation (loops, quantifiers, regular expressions, function definitions) may take, milliseconds. */
const limit = 50;

const box: { work?: () => unknown } = {};
const context = createContext(box);
const call = new Script('work()');

/** Interrupts long evaluations. An interruption, not a sandbox: what runs inside is our evaluator, never the user's code. */
export function feelGuard<T>(work: () => T): T {
  const outer = box.work;
  box.work = work;
  try {
    return call.runInContext(context, { timeout: limit }) as T;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new ExpressionError(`The evaluation was stopped after ${limit} ms. Make the list shorter or the expression simpler.`);
    throw error;
  } finally {
    if (outer) box.work = outer;
    else delete box.work;
  }
}
