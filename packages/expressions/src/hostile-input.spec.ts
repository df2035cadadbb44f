import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileExpression } from './compile-expression.ts';
import { compileUnaryTests } from './feel/compile-unary-tests.ts';
import { inRiga, variables } from './testing/context.ts';
import { ExpressionError, ExpressionSyntaxError } from './types.ts';

const words =
  'a b list person . , ( ) [ ] { } + - * / ** = != < <= > >= and or not in between if then else for return some every satisfies ' +
  'function instance of null true false 1 0 2.5 "x" "" @ "2026-01-01" date ( ) time duration today() now() : ? .. # $ { } && || == ! ' +
  "empty eq ? ' ; \\ __proto__ constructor toString matches count sum string split ${ #{ \n // /*";
const soup = fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 12 }).map((parts) => parts.join(' '));
const anything = fc.oneof(soup, fc.string({ maxLength: 30 }), fc.string({ unit: 'grapheme', maxLength: 30 }));

const lookup = variables({ a: 1, b: 'x', list: [1, 'x', null, { a: 2 }], person: { name: 'Anna' } });

/** Runs the work; fails for every error but the two that say what is wrong with an expression. */
function onlyFailsWithReason(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof ExpressionError) && !(error instanceof ExpressionSyntaxError)) throw error;
    expect(error.message).not.toBe('');
  }
}

describe('whatever is written', () => {
  it.each(['feel', 'juel'] as const)('gives JSON or a reason in %s', (language) => {
    fc.assert(
      fc.property(anything, (text) => {
        const source = language === 'juel' ? `\${${text}}` : text;
        onlyFailsWithReason(() => {
          const value = compileExpression(source, language).evaluate(lookup, inRiga);
          expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        });
      }),
      { numRuns: 1500 },
    );
  });

  it('tests or gives a reason in the cell of a decision table', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(null, 1, 'x', true, [1]), (source, value) => {
        onlyFailsWithReason(() => {
          const result = compileUnaryTests(source)(value, lookup, inRiga);
          expect([true, false, null]).toContain(result);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['// any\n -', '/* any */ -', '- // any'])('takes every value where a comment stands beside the dash: %j', (source) => {
    for (const value of [null, 1, 'x']) expect(compileUnaryTests(source)(value, lookup, inRiga)).toBe(true);
  });

  it('leaves the prototypes of objects alone', () => {
    fc.assert(
      fc.property(soup, (source) => {
        onlyFailsWithReason(() => compileExpression(source, 'feel').evaluate(lookup, inRiga));
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is small as it is written', () => {
  const doubled = (levels: number) =>
    `{v0: [1, 1], ${Array.from({ length: levels }, (_, i) => `v${i + 1}: [v${i}, v${i}]`).join(', ')}}.v${levels}`;
  const text = 'aB'.repeat(2_500_000);
  const long = Array.from({ length: 100_000 }, () => 1);
  const large = variables({ text, long });
  const times = (count: number, part: string, between: string) => Array.from({ length: count }, () => part).join(between);

  it.each([
    ['a value that holds itself twice, again and again', doubled(40)],
    ['such values as equal', `${doubled(40)} = ${doubled(40)}`],
    ['contexts that hold each other twice', doubled(40).replaceAll(/\[(v\d+), v\d+\]/g, '{a: $1, b: $1}')],
    ['a long list in a list many times', `[${times(1_000, 'long', ', ')}]`],
  ])('%s: ends with a reason', (_, source) => {
    expect(() => compileExpression(source, 'feel').evaluate(large, inRiga)).toThrow(ExpressionError);
  });

  it('a text with a long one in it many times: ends with a reason', () => {
    expect(() => compileExpression('${text}'.repeat(1_000), 'juel').evaluate(large, inRiga)).toThrow(ExpressionError);
  });

  it.each([
    ['feel', 'string length(substring(text, 2))'],
    ['feel', 'sum(long)'],
    ['juel', '${text.toLowerCase().length()}'],
  ] as const)('runs under the guard when a value is large: %s %s', (language, source) => {
    let guarded = 0;
    const guard = <T>(work: () => T): T => {
      guarded++;
      return work();
    };
    const compiled = compileExpression(source, language, { guard });
    compiled.evaluate(variables({ text: 'short', long: [1, 2] }), inRiga);
    expect(guarded).toBe(0);
    compiled.evaluate(large, inRiga);
    expect(guarded).toBe(1);
  });
});
