import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { compileExpression } from './compile-expression.ts';
import { inRiga, variables } from './testing/context.ts';
import { ExpressionError, ExpressionSyntaxError } from './types.ts';
import type { Guard } from './types.ts';

const values: { readonly [name: string]: Json } = {
  amount: 150,
  region: 'north',
  active: true,
  nothing: null,
  count: 7,
  list: [1, 2, 3],
  person: { name: 'Anna', address: { city: 'Rīga' }, 'date of birth': '2000-02-29' },
  items: [{ price: 1 }, { price: 5 }],
  'Full Name': 'Anna Bērziņa',
};

const feel = (source: string): Json => compileExpression(source, 'feel').evaluate(variables(values), inRiga);

const refusal = (source: string): ExpressionSyntaxError => {
  try {
    compileExpression(source, 'feel');
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return error;
  }
  throw new Error(`${source} was read`);
};

describe('a FEEL expression', () => {
  it.each<[string, Json]>([
    ['amount > 100 and region = "north"', true],
    ['= amount > 100', true],
    ['amount between 100 and 200', true],
    ['amount in [150..200)', true],
    ['amount in (150..200)', false],
    ['amount in (< 10, > 100)', true],
    ['region in ("south", "north")', true],
    ['2 in list', true],
    ['amount in [1..200] and active', true],
    ['region in ("south", "north") and amount in > 100 and active', true],
    ['amount in > 200 or active', true],
    ['amount in list or active and not(active)', false],
    ['2 in list and (for x in list return x) = list', true],
    ['if active then "yes" else "no"', 'yes'],
    ['person.address.city', 'Rīga'],
    ['person.date of birth', '2000-02-29'],
    ['items.price', [1, 5]],
    ['(amount + 50) / 8 - 2 ** 3', 17],
    ['"a" + "b"', 'ab'],
    ['{ net: amount, gross: net * 2 }.gross', 300],
    ['[amount, region]', [150, 'north']],
    ['list = [1, 2, 3]', true],
    ['person.address = { city: "Rīga" }', true],
    ['not(active)', false],
    ['contains(region, "ort")', true],
    ['substring(string: region, start position: 2)', 'orth'],
    ['count(list) + count', 10],
    ['Full Name + "!"', 'Anna Bērziņa!'],
    ['items[price > 3]', [{ price: 5 }]],
    ['some item in items satisfies item.price > 3', true],
    ['for x in list return x * 2', [2, 4, 6]],
    ['(function(x) x + 1)(2)', 3],
    ['"\\"quoted\\" \\u0101"', '"quoted" ā'],
    ['amount // what is asked for\n > 100', true],
  ])('%s gives %j', (source, expected) => expect(feel(source)).toEqual(expected));

  it.each<[string, Json]>([
    ['missing', null],
    ['missing.name', null],
    ['missing = null', true],
    ['missing > 3', null],
    ['nothing and false', false],
    ['nothing and true', null],
    ['nothing or true', true],
    ['not(nothing)', null],
    ['"abc" >= 100', null],
    ['amount + "x"', null],
    ['1 / 0', null],
    ['10 ** 400', null],
    ['date("no date")', null],
    ['if nothing then 1 else 2', 2],
  ])('%s: what is missing or unlike gives %j', (source, expected) => expect(feel(source)).toBe(expected));

  it.each<[string, Json]>([
    ['0.1 + 0.2', 0.3],
    ['0.1 + 0.2 = 0.3', true],
    ['(0.1 + 0.2) * 10 = 3', true],
    ['sum([0.1, 0.2])', 0.3],
    ['for x in [0.2] return 0.1 + x', [0.3]],
    ['9007199254740991 - 1', 9007199254740990],
    ['1e3', 1000],
  ])('%s is decimal: %j', (source, expected) => expect(feel(source)).toEqual(expected));

  it.each([
    'person.constructor',
    'person.__proto__',
    'region.length',
    'list.length',
    'constructor',
    '__proto__',
    'toString',
    'today().constructor',
    'date("2026-01-01").value',
  ])('%s is only a missing name', (source) => expect(JSON.stringify(feel(source))).toMatch(/^(null|\[(null,?)+\])$/));

  it('keeps a key named like the prototype to itself', () => {
    expect(feel('{"__proto__": {"polluted": 1}}.polluted')).toBeNull();
    expect(Object.hasOwn(feel('{"__proto__": 1}') as object, '__proto__')).toBe(true);
  });

  it('takes variables without a prototype', () => {
    const bare = Object.assign(Object.create(null) as { [name: string]: Json }, { a: 1 });
    const lookup = () => bare;
    expect(compileExpression('get value(v, "a")', 'feel').evaluate(lookup, inRiga)).toBe(1);
    expect(compileExpression('for x in [v] return x.a', 'feel').evaluate(lookup, inRiga)).toEqual([1]);
    expect(compileExpression('v = { a: 1 }', 'feel').evaluate(lookup, inRiga)).toBe(true);
  });

  it('names what it reads, not what it binds itself', () => {
    const names = (source: string) => compileExpression(source, 'feel').names;
    expect(names('amount > 100 and person.name = region')).toEqual(['amount', 'person', 'region']);
    expect(names('for x in list, y in x return x + y + amount')).toEqual(['list', 'amount']);
    expect(names('some i in items satisfies i.price > limit')).toEqual(['items', 'limit']);
    expect(names('{ a: amount, b: a }.b')).toEqual(['amount']);
    expect(names('count(list)')).toEqual(['list']);
    expect(names('function(a, b) a + b + c')).toEqual(['c']);
  });
});

describe('an expression that cannot be read', () => {
  it.each([
    ['', 0, 'empty'],
    ['amount >', 8, 'ends too early'],
    ['= amount >', 10, 'ends too early'],
    ['(1', 2, 'ends too early'],
    ['a && b', 2, 'write "and"'],
    ['a || b', 2, 'write "or"'],
    ['a == b', 2, 'write "="'],
    ["a = 'x'", 4, 'double quotes'],
    ['"open', 0, 'closed'],
    ['not active', 0, 'not(…)'],
    ['> 5', 0, 'left side'],
    ['amount > 5 and < 9', 15, 'left side'],
    ['1 + '.repeat(2500) + '1', 10_000, '10000 characters'],
    ['('.repeat(600) + '1' + ')'.repeat(600), 499, 'nested too deeply'],
  ])('%s is refused at %i: %s', (source, position, message) => {
    const error = refusal(source);
    expect(error.message).toContain(message);
    expect(error.position).toBe(position);
    expect(error.source).toBe(source);
  });
});

describe('an expression that fails', () => {
  it.each([
    ['unheard(1)', 'There is no function "unheard".'],
    ['for x in list return unheard(x)', 'There is no function "unheard".'],
    ['count(list) > unheard (1)', 'There is no function "unheard".'],
    ['function(x) x', 'The result is a function'],
    ['[1..3]', 'The result is a range'],
  ])('%s says why: %s', (source, message) => {
    const expression = compileExpression(source, 'feel');
    const evaluate = () => expression.evaluate(variables(values), inRiga);
    expect(evaluate).toThrow(ExpressionError);
    expect(evaluate).toThrow(message);
  });
});

describe('the guard', () => {
  const stops: Guard = () => {
    throw new ExpressionError('The expression took too long.');
  };
  const guarded = (source: string) => () =>
    compileExpression(source, 'feel', { guard: stops }).evaluate(variables(values), inRiga);

  it.each([
    'for x in 1..1000000 return x',
    'some x in list satisfies x > 1',
    'every x in list satisfies x > 1',
    'matches(region, "(a+)+$")',
    'replace(region, "o", "a")',
    'split(region, "o")',
    'sort(list, function(a, b) a > b)',
  ])('runs %s', (source) => expect(guarded(source)).toThrow('took too long'));

  it('leaves what is always quick alone', () => expect(guarded('amount in [1..200] and count(list) = 3')()).toBe(true));

  it('gives back what ran in time', () => {
    const source = 'for x in list return x';
    const expression = compileExpression(source, 'feel', { guard: (work) => work() });
    expect(expression.evaluate(variables(values), inRiga)).toEqual([1, 2, 3]);
  });
});
