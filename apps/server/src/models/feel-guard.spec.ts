import { describe, expect, it } from '@jest/globals';
import { ExpressionError } from '@gaita/expressions';
import { feelGuard, inFeelTurn } from './feel-guard.ts';

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

  it('passes errors of the evaluation on', () => {
    expect(() =>
      feelGuard(() => {
        throw new ExpressionError('no such name');
      }),
    ).toThrow('no such name');
  });

  it('gives the evaluations of one turn a limited time in all', () => {
    const compute = () => {
      const until = process.cpuUsage().user + 2_000;
      while (process.cpuUsage().user < until);
    };
    const wasLong: boolean[] = [];
    const turn = () =>
      inFeelTurn((isLong) => {
        for (let evaluated = 0; evaluated < 500; evaluated++) {
          wasLong.push(isLong());
          feelGuard(compute);
        }
      });
    expect(turn).toThrow('The expressions of one element took more than 200 ms in all');
    expect(wasLong[0]).toBe(false);
    expect(wasLong.at(-1)).toBe(true);
    expect(feelGuard(() => 'the next turn')).toBe('the next turn');
  });
});
