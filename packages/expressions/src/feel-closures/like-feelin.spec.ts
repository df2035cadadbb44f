import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, unaryTest } from 'feelin';
import type { Json } from '@gaita/contracts';
import { compileFeel } from '../feel/compile-feel.ts';
import { compileUnaryTests } from '../feel/compile-unary-tests.ts';
import { inRiga, variables } from '../testing/context.ts';

// Quarters with few digits: exact in binary and within 15 decimal digits, so that rounding changes nothing.
const quarter = fc.integer({ min: -400, max: 400 }).map((n) => n / 4);
const word = fc.constantFrom('', 'a', 'b', 'north', 'ā', 'Z');

const values = fc.record({
  n: fc.option(quarter),
  m: quarter,
  s: fc.option(word),
  t: word,
  p: fc.option(fc.boolean()),
  q: fc.boolean(),
  c: fc.tuple(quarter, fc.option(word)).map(([n, s]) => ({ n, s })),
  list: fc.array(quarter, { maxLength: 4 }),
});

const literal = (value: number): string => (value < 0 ? `(${value})` : String(value));
const order = fc.constantFrom('<', '<=', '>', '>=', '=', '!=');

const { truth } = fc.letrec<{ number: string; text: string; truth: string }>((tie) => {
  const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => `(${all.join(' ')})`);
  const is = (value: string) => fc.constant(value);
  return {
    number: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      quarter.map(literal),
      fc.constantFrom('n', 'm', 'c.n', 'missing', 'null', 'count(list)', 'c.none'),
      join(tie('number'), fc.constantFrom('+', '-'), tie('number')),
      join(tie('number'), is('*'), fc.integer({ min: -4, max: 4 }).map(literal)),
      join(tie('number'), is('/'), fc.constantFrom('2', '4', '0')),
      tie('number').map((inner) => `(-(${inner}))`),
      join(is('if'), tie('truth'), is('then'), tie('number'), is('else'), tie('number')),
    ),
    text: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      word.map((value) => JSON.stringify(value)),
      fc.constantFrom('s', 't', 'c.s', 'null', 'upper case(t)'),
      join(tie('text'), is('+'), tie('text')),
    ),
    truth: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom('p', 'q', 'true', 'false', 'null', 'contains(t, "o")'),
      join(tie('number'), order, tie('number')),
      join(tie('text'), order, tie('text')),
      join(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')),
      tie('truth').map((inner) => `not(${inner})`),
      join(tie('number'), is('between -10 and 10.5')),
      join(tie('number'), is('in (< 3, 5, [7..9.5))')),
      join(tie('text'), is('in ("a", "north")')),
    ),
  };
});

describe('closures and feelin', () => {
  it('agree on every expression of the common part', () => {
    fc.assert(
      fc.property(truth, values, (source, given) => {
        const compiled = compileFeel(source);
        const expected = evaluate(source, { ...given }).value;
        expect(compiled.evaluate(variables(given), inRiga)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('agree on the tests of decision tables', () => {
    const test = fc.oneof(
      fc.tuple(fc.constantFrom('<', '<=', '>', '>='), quarter).map(([operator, bound]) => `${operator} ${bound}`),
      quarter.map(String),
      fc
        .tuple(quarter, fc.nat(20), fc.constantFrom('[', '('), fc.constantFrom(']', ')'))
        .map(([low, width, from, to]) => `${from}${low}..${low + width}${to}`),
      fc.constantFrom('? > n', 'null', '? = m or ? < 0', 'm'),
    );
    const tests = fc
      .tuple(fc.array(test, { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([all, negated]) => (negated ? `not(${all.join(', ')})` : all.join(', ')));
    fc.assert(
      fc.property(tests, fc.option(quarter), values, (source, value: Json, given) => {
        const expected = unaryTest(source, { ...given, '?': value }).value;
        expect(compileUnaryTests(source)(value, variables(given), inRiga)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
