import { describe, expect, it } from '@jest/globals';
import { startRequest } from './api/processes.ts';
import type { Json } from './values.ts';

const problems = (variables: object, types?: object): string[] =>
  (startRequest.safeParse({ variables, types }).error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);

describe('variables of a request', () => {
  it.each<[string, Json]>([
    ['String', 'a'],
    ['Boolean', false],
    ['Short', -32_768],
    ['Integer', 2_147_483_647],
    ['Long', 2 ** 53 - 1],
    ['Double', 1.5],
    ['Date', '2026-05-04T10:00:00Z'],
    ['Json', [1]],
    ['Object', { a: 1 }],
    ['Object:java.util.List', [1]],
    ['File', { filename: 'a.txt' }],
    ['Long', null],
    ['Null', null],
  ])('may be declared as %s with %j', (type, value) => {
    expect(problems({ a: value }, { a: type })).toEqual([]);
  });

  it.each<[string, Json]>([
    ['String', 1],
    ['Boolean', 'true'],
    ['Short', 32_768],
    ['Integer', 2 ** 31],
    ['Integer', 1.5],
    ['Long', 'x'],
    ['Double', '1'],
    ['Date', 'yesterday'],
    ['File', 'a.txt'],
    ['Null', 0],
  ])('do not fit %s with %j', (type, value) => {
    expect(problems({ a: value }, { a: type })).toEqual([`types.a the value ${JSON.stringify(value)} is no ${type}`]);
  });

  it('of an unknown type are refused, and types of what is not given', () => {
    expect(problems({ a: 1 }, { a: 'Colour' })).toEqual([expect.stringContaining('is no type of variables. Use one of String')]);
    expect(problems({ a: 1 }, { b: 'Long' })).toEqual(['types.b no variable of that name is given']);
    expect(problems({ a: 1 }, { constructor: 'Long' })).toEqual(['types.constructor no variable of that name is given']);
  });

  it('have names of 1 to 191 characters', () => {
    expect(problems({ ['a'.repeat(191)]: 1 })).toEqual([]);
    for (const name of ['', 'a'.repeat(192)])
      expect(problems({ [name]: 1 })).toEqual([`variables.${name} the name of a variable has 1 to 191 characters`]);
    expect(problems([1])).toHaveLength(1);
  });
});
