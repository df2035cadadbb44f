import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { compileExpression } from '../../compile-expression.ts';
import { inRiga, variables } from '../../testing/context.ts';

const feel = (source: string): Json => compileExpression(source, 'feel').evaluate(variables({}), inRiga);

type Cases = readonly (readonly [source: string, expected: Json])[];

/** Of each function: how it goes, its arguments by name, and null for what it cannot take (DMN 1.5, 10.3.4). */
const functions: { readonly [name: string]: Cases } = {
  substring: [
    ['substring("foobar", 3)', 'obar'],
    ['substring("foobar", 3, 3)', 'oba'],
    ['substring("foobar", -2, 1)', 'a'],
    ['substring(string: "foobar", start position: 3, length: 9)', 'obar'],
    ['substring("\\U01F40Eab", 2)', 'ab'],
    ['substring("foobar", 0)', null],
    ['substring("foobar", 9)', null],
    ['substring("foobar", 1, 0)', null],
    ['substring(1, 1)', null],
    ['substring("foobar", "1")', null],
    ['substring("foobar")', null],
  ],
  'string length': [
    ['string length("foo")', 3],
    ['string length(string: "\\U01F40Eab")', 3],
    ['string length("")', 0],
    ['string length(null)', null],
    ['string length(123)', null],
  ],
  'upper case': [
    ['upper case("aBc4")', 'ABC4'],
    ['upper case(string: "ā")', 'Ā'],
    ['upper case(1)', null],
  ],
  'lower case': [
    ['lower case("aBc4")', 'abc4'],
    ['lower case(string: ["Ā"])', 'ā'],
    ['lower case(null)', null],
  ],
  'substring before': [
    ['substring before("foobar", "bar")', 'foo'],
    ['substring before(string: "foobar", match: "xyz")', ''],
    ['substring before("foobar", "")', ''],
    ['substring before("foobar", null)', null],
  ],
  'substring after': [
    ['substring after("foobar", "ob")', 'ar'],
    ['substring after(string: "foobar", match: "")', 'foobar'],
    ['substring after("", "a")', ''],
    ['substring after(1, "a")', null],
  ],
  replace: [
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
    ['replace(input: "aBc", pattern: "b", replacement: "x", flags: "i")', 'axc'],
    ['replace("a.b.c", ".", "-", "q")', 'a-b-c'],
    ['replace("abc", "b", "<$0>")', 'a<b>c'],
    ['replace("abc", "b", "$&")', 'a$&c'],
    ['replace("abc", "[a-z-[b]]", "#")', '#b#'],
    ['replace("abc", "(", "x")', null],
    ['replace("abc", "b", "x", "z")', null],
    ['replace("abc", "b")', null],
    ['replace("abc", 1, "x")', null],
  ],
  contains: [
    ['contains("foobar", "of")', false],
    ['contains(string: "foobar", match: "oo")', true],
    ['contains("foobar", null)', null],
  ],
  'starts with': [
    ['starts with("foobar", "fo")', true],
    ['starts with(string: "foobar", match: "x")', false],
    ['starts with("foobar")', null],
  ],
  'ends with': [
    ['ends with("foobar", "r")', true],
    ['ends with(string: "foobar", match: "x")', false],
    ['ends with(["a", "b"], "b")', null],
  ],
  matches: [
    ['matches("foobar", "^fo*b")', true],
    ['matches(input: "FOO", pattern: "foo", flags: "i")', true],
    ['matches("a\\nb", "a.b", "s")', true],
    ['matches("a\\nb", "^b$", "m")', true],
    ['matches("hello world", "hello\\\\ sworld", "x")', true],
    ['matches("abc", "[")', null],
    ['matches(null, "a")', null],
  ],
  split: [
    ['split("John Doe", "\\\\s")', ['John', 'Doe']],
    ['split(string: "a;b;c;;", delimiter: ";")', ['a', 'b', 'c', '', '']],
    ['split("a1b2", "(\\\\d)")', ['a', 'b', '']],
    ['split("a", null)', null],
    ['split("a", "[")', null],
  ],
  'string join': [
    ['string join(["a", "b", "c"], "_and_")', 'a_and_b_and_c'],
    ['string join(list: ["a", null, "c"])', 'ac'],
    ['string join([], "X")', ''],
    ['string join("a", "X")', 'a'],
    ['string join(["a", 1], "X")', null],
    ['string join(null)', null],
  ],
};

describe.each(Object.entries(functions))('%s', (_name, cases) => {
  it.each(cases)('%s gives %j', (source, expected) => expect(feel(source)).toEqual(expected));
});
