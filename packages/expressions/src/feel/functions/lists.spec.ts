import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { compileExpression } from '../../compile-expression.ts';
import { inRiga, variables } from '../../testing/context.ts';

const feel = (source: string): Json => compileExpression(source, 'feel').evaluate(variables({}), inRiga);

type Cases = readonly (readonly [source: string, expected: Json])[];

/** Of each function: how it goes, its arguments by name, and null for what it cannot take (DMN 1.5, 10.3.4). */
const functions: { readonly [name: string]: Cases } = {
  'list contains': [
    ['list contains([1, 2, 3], 2)', true],
    ['list contains(list: [1, null], element: null)', true],
    ['list contains([[1, 2], 3], [1, 2])', true],
    ['list contains([@"PT60M"], @"PT1H")', true],
    ['list contains(null, 1)', null],
    ['list contains([1])', null],
  ],
  count: [
    ['count([1, null, 3])', 3],
    ['count(list: [])', 0],
    ['count(1)', 1],
    ['count(null)', null],
    ['count([], [])', null],
  ],
  'min and max': [
    ['min(1, 2, 3)', 1],
    ['min([3, 1, 2])', 1],
    ['max(list: ["a", "c", "b"])', 'c'],
    ['max(date("2020-01-01"), date("2021-01-01"))', '2021-01-01'],
    ['min(duration("PT2H"), duration("PT90M"))', 'PT1H30M'],
    ['min(1)', 1],
    ['min([])', null],
    ['max(1, "a")', null],
    ['max([1, null])', null],
    ['min()', null],
  ],
  sum: [
    ['sum([1, 2.5, 3])', 6.5],
    ['sum(0.1, 0.2)', 0.3],
    ['sum(list: [1])', 1],
    ['sum([])', null],
    ['sum([1, null])', null],
    ['sum("1")', null],
  ],
  mean: [
    ['mean(1, 2, 3)', 2],
    ['mean(list: [1, 2])', 1.5],
    ['mean([])', null],
    ['mean([1, "2"])', null],
  ],
  'all and any': [
    ['all([true, true])', true],
    ['all(list: [true, null, false])', false],
    ['all(true, null)', null],
    ['all([])', true],
    ['any([false, null, true])', true],
    ['any(false, null)', null],
    ['any(list: [])', false],
    ['any([false, 1])', null],
    ['all(null)', null],
  ],
  sublist: [
    ['sublist([4, 5, 6], 1, 2)', [4, 5]],
    ['sublist(list: [4, 5, 6], start position: -1)', [6]],
    ['sublist([4, 5, 6], -3, 2)', [4, 5]],
    ['sublist([4, 5, 6], 0)', null],
    ['sublist([4, 5, 6], 4)', null],
    ['sublist([4, 5, 6], 3, 2)', null],
    ['sublist(null, 1)', null],
  ],
  append: [
    ['append([1], 2, 3)', [1, 2, 3]],
    ['append([1], [2])', [1, [2]]],
    ['append(1, null)', [1, null]],
    ['append(list: [1], item: 2)', [1, 2]],
    ['append(null, 1)', null],
    ['append([1])', null],
  ],
  concatenate: [
    ['concatenate([1, 2], [3], 4)', [1, 2, 3, 4]],
    ['concatenate([[1]], [2])', [[1], 2]],
    ['concatenate([1], null)', null],
  ],
  'insert before': [
    ['insert before([1, 3], 1, 2)', [2, 1, 3]],
    ['insert before(list: [1, 3], position: -1, newItem: 2)', [1, 2, 3]],
    ['insert before([1, 3], 0, 2)', null],
    ['insert before([1, 3], 3, 2)', null],
    ['insert before(null, 1, 2)', null],
  ],
  remove: [
    ['remove([1, 2, 3], 2)', [1, 3]],
    ['remove(list: [1, 2, 3], position: -1)', [1, 2]],
    ['remove([1], 0)', null],
    ['remove([1], 2)', null],
  ],
  'list replace': [
    ['list replace([2, 4, 7, 8], 3, 6)', [2, 4, 6, 8]],
    ['list replace(list: [2, 4, 7, 8], match: function(item, newItem) item < newItem, newItem: 5)', [5, 5, 7, 8]],
    ['list replace([1], 0, 5)', null],
    ['list replace([1], function(a, b) 1, 5)', null],
  ],
  reverse: [
    ['reverse([1, 2, 3])', [3, 2, 1]],
    ['reverse(list: [])', []],
    ['reverse(null)', null],
  ],
  'index of': [
    ['index of([1, 2, 3, 2], 2)', [2, 4]],
    ['index of(list: [1, null], match: null)', [2]],
    ['index of([], 1)', []],
    ['index of(null, 1)', null],
  ],
  union: [
    ['union([1, 2], [2, 3])', [1, 2, 3]],
    ['union([1], 1)', [1]],
    ['union([1], null)', null],
  ],
  'distinct values': [
    ['distinct values([1, 2, 3, 2, 1])', [1, 2, 3]],
    ['distinct values(list: [{a: 1}, {a: 1}, null, null])', [{ a: 1 }, null]],
    ['distinct values([@"PT60M", @"PT1H"])', ['PT1H']],
    ['distinct values(null)', null],
  ],
  flatten: [
    ['flatten([[1, 2], [[3]], 4])', [1, 2, 3, 4]],
    ['flatten(list: [[], null])', [null]],
    ['flatten(1)', [1]],
    ['flatten(null)', null],
  ],
  product: [
    ['product([2, 3, 4])', 24],
    ['product(2, 3)', 6],
    ['product([])', null],
    ['product([2, null])', null],
  ],
  median: [
    ['median(8, 2, 5, 3, 4)', 4],
    ['median(list: [6, 1, 2, 10])', 4],
    ['median([])', null],
  ],
  stddev: [
    ['stddev(2, 4, 7, 5)', 2.08166599946613],
    ['stddev([47])', null],
    ['stddev(47)', null],
    ['stddev([])', null],
  ],
  mode: [
    ['mode(6, 3, 9, 6, 6)', [6]],
    ['mode([6, 1, 9, 6, 1])', [1, 6]],
    ['mode([])', []],
    ['mode(["a"])', null],
  ],
};

describe.each(Object.entries(functions))('%s', (_name, cases) => {
  it.each(cases)('%s gives %j', (source, expected) => expect(feel(source)).toEqual(expected));
});
