import { createContext, Script } from 'node:vm';
import { ExpressionError } from '@gaita/expressions';
import { threadTime } from './thread-time.ts';

/** How long one guarded evaluation (loops, quantifiers, regular expressions, function definitions) may take, milliseconds. */
const limit = 50;
/** The limit counts time on the wall. An evaluation that was stopped though it hardly ran is tried again this often. */
const tries = 5;
/** Guarded evaluations of one turn have taken enough, milliseconds of the processor: whoever can, leaves the rest to the next turn. */
const enough = 50;
/** More than this they get in no turn: the event loop serves everybody. */
const most = 200;

const box: { work?: () => unknown } = {};
const context = createContext(box);
const call = new Script('work()');
let turn: { spent: number } | undefined;

/**
 * Interrupts long evaluations. An interruption, not a sandbox: what runs inside is our evaluator, never the user's code. On a
 * machine that stands still the time passes without the work: that is no fault of the expression.
 * @param work may run more than once
 * @throws ExpressionError when it takes too long
 */
export function feelGuard<T>(work: () => T): T {
  if (turn && turn.spent > most)
    throw new ExpressionError(
      `The expressions of one element took more than ${most} ms in all. Use fewer of them, or make them simpler.`,
    );
  for (let attempt = 1; ; attempt++) {
    const before = threadTime();
    try {
      return interrupted(work);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const hardlyRan = threadTime() - before < limit / 2;
      if (attempt === tries || !hardlyRan)
        throw new ExpressionError(
          `The evaluation was stopped after ${limit} ms. Make the list shorter or the expression simpler.`,
        );
    } finally {
      if (turn && !box.work) turn.spent += threadTime() - before;
    }
  }
}

/**
 * One turn of the event loop: the guarded evaluations in `work` share their time. Past 200 ms each further one is refused with
 * an ExpressionError.
 * @param work asks `isLong` where it can leave the rest to the next turn
 */
export function inFeelTurn<T>(work: (isLong: () => boolean) => T): T {
  const outer = turn;
  const own = outer ?? { spent: 0 };
  turn = own;
  try {
    return work(() => own.spent > enough);
  } finally {
    turn = outer;
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
