import { createContext, Script } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { compileExpression } from '../compile-expression.ts';
import { inRiga, variables } from '../testing/context.ts';
import { ExpressionError, ExpressionSyntaxError } from '../types.ts';
import type { Guard } from '../types.ts';

/** Like the server's: an interruption after 50 ms. */
const guard: Guard = <T>(work: () => T): T => {
  let result: T | undefined;
  const run = () => {
    result = work();
  };
  try {
    new Script('run()').runInContext(createContext({ run }), { timeout: 50 });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new ExpressionError('The expression took too long.');
  }
  return result as T;
};

const deep = (open: string, inner: string, close: string, times: number) => open.repeat(times) + inner + close.repeat(times);

const bombs = [
  'for i in 1..1000000000 return i',
  'for i in 1..100000, j in 1..100000 return i * j',
  'for i in 1..3000 return for j in 1..3000 return i + j',
  'count(for i in 1..1000, j in 1..1000, k in 1..1000 return 1)',
  'some i in 1..100000 satisfies every j in 1..100000 satisfies i != j + 200000',
  'for i in 1..60 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1]',
  'for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
  'for i in 1..40 return partial',
  '{f: function(x) f(x + 1), r: f(1)}.r',
  '{f: function(x) [f(x + 1), f(x + 2)], r: f(1)}.r',
  '{fib: function(n) if n < 2 then 1 else fib(n - 1) + fib(n - 2), r: fib(60)}.r',
  '(function(f) f(f))(function(f) f(f))',
  'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")',
  'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+$", "")',
  'split("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a*)*b")',
  'sort(for i in 1..100000 return modulo(i * 7919, 100003), function(a, b) count(for x in 1..1000 return x) > 0 and a < b)',
  'distinct values(for i in 1..200000 return {a: i})',
  'flatten(for i in 1..3000 return for j in 1..3000 return [i, j])',
  deep('(', '1', ')', 450),
  deep('[', '1', ']', 450),
  deep('-', '1', '', 450),
  deep('not(', 'true', ')', 450),
  deep('if true then ', '1', ' else 2', 400),
  '1' + '+1'.repeat(490),
  deep('{a: ', '1', '}', 450),
  deep('for x in [1] return ', '1', '', 200),
];

describe('an expression bomb', () => {
  it.each(bombs)('%s ends with a value or a reason, soon', (source) => {
    const began = performance.now();
    try {
      const value = compileExpression(source, 'feel', { guard }).evaluate(variables({}), inRiga);
      expect(JSON.stringify(value).length).toBeLessThan(1_000_000);
    } catch (error) {
      if (!(error instanceof ExpressionError) && !(error instanceof ExpressionSyntaxError)) throw error;
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('ends by its count of steps where no guard is', () => {
    const evaluate = (source: string) => () => compileExpression(source, 'feel').evaluate(variables({}), inRiga);
    expect(evaluate('for i in 1..1000000000 return i')).toThrow('too many steps');
    expect(evaluate('for i in 1..3000 return for j in 1..3000 return 1')).toThrow('too many steps');
    expect(evaluate('{f: function(x) f(x + 1), r: f(1)}.r')).toThrow('too deeply');
    expect(evaluate('for i in 1..60 return if i = 1 then "aaaaaaaa" else partial[-1] + partial[-1]')).toThrow('beyond');
    // the next one starts afresh
    expect(evaluate('for i in 1..3 return i')()).toEqual([1, 2, 3]);
  });
});
