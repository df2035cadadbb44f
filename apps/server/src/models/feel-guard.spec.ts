import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { ExpressionError } from '@gaita/expressions';
import { feelGuard, inFeelTurn } from './feel-guard.ts';
import { threadTime } from './thread-time.ts';

/** The thread sleeps: time passes and nothing is computed, as on a machine that stands still. */
const standStill = (millis: number) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);

describe('The guard of expressions', () => {
  it('gives what the evaluation gives', () => {
    expect(feelGuard(() => 6 * 7)).toBe(42);
  });

  it('stops an evaluation that runs away', () => {
    const runAway = () => {
      for (;;);
    };
    expect(() => feelGuard(runAway)).toThrow(ExpressionError);
  });

  it('does not blame an expression for a machine that stood still', () => {
    let stalls = 2;
    const evaluate = () => {
      if (stalls-- > 0) standStill(80);
      return 'done';
    };
    expect(feelGuard(evaluate)).toBe('done');
  });

  // elsewhere nothing tells the time of one thread alone
  const itOfThreads = existsSync('/proc/thread-self/schedstat') ? it : it.skip;
  itOfThreads('does not count what other threads of the process compute meanwhile', async () => {
    const other = new Worker("require('node:worker_threads').parentPort.postMessage('runs'); for (;;);", { eval: true });
    await once(other, 'message');
    let stalls = 2;
    const evaluate = () => {
      if (stalls-- > 0) standStill(80);
      return 'done';
    };
    try {
      expect(feelGuard(evaluate)).toBe('done');
    } finally {
      await other.terminate();
    }
  });

  it('does not count what was computed before an evaluation', () => {
    const compute = () => {
      const until = threadTime() + 1;
      while (threadTime() < until);
    };
    inFeelTurn((isLong) => {
      for (let evaluated = 0; evaluated < 200; evaluated++) {
        for (let work = 0; work < 15_000; work++) Math.sqrt(work);
        feelGuard(() => 'quick');
      }
      expect(isLong()).toBe(false);
      for (let evaluated = 0; evaluated < 60; evaluated++) feelGuard(compute);
      expect(isLong()).toBe(true);
    });
  });

  it('passes errors of the evaluation on', () => {
    expect(() =>
      feelGuard(() => {
        throw new ExpressionError('no such name');
      }),
    ).toThrow('no such name');
  });

  it('gives the evaluations of one turn a limited time in all', () => {
    const compute = () => {
      const until = threadTime() + 2;
      while (threadTime() < until);
    };
    let wasLong: boolean[] = [];
    const turn = () => {
      wasLong = [];
      try {
        inFeelTurn((isLong) => {
          for (let evaluated = 0; evaluated < 500; evaluated++) {
            wasLong.push(isLong());
            feelGuard(compute);
          }
        });
      } catch (error) {
        return (error as Error).message;
      }
      return 'All were evaluated.';
    };
    // A machine that is busy elsewhere may stop a single evaluation: that is the other limit.
    let refused = turn();
    for (let again = 0; again < 10 && refused.includes('was stopped after'); again++) refused = turn();
    expect(refused).toContain('The expressions of one element took more than 200 ms in all');
    expect(wasLong[0]).toBe(false);
    expect(wasLong.at(-1)).toBe(true);
    expect(feelGuard(() => 'the next turn')).toBe('the next turn');
  });
});
