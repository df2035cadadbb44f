import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { compileExpression } from '../compile-expression.ts';
import { inRiga, variables } from '../testing/context.ts';
import { ExpressionError, ExpressionSyntaxError } from '../types.ts';

const lookup = variables({
  amount: 150,
  region: 'north',
  active: true,
  nothing: null,
  list: [1, 2, 3],
  person: { address: { city: 'Rīga' } },
  'odd-name': 'x',
});
const juel = (source: string): Json => compileExpression(source, 'juel').evaluate(lookup, inRiga);

describe('an expression in the language of Camunda 7', () => {
  it.each<[string, Json]>([
    ['${amount > 100 && region == "north"}', true],
    ["#{amount gt 100 and region eq 'north'}", true],
    ['${amount le 10 or not active}', false],
    ['${amount ne 150 || !active}', false],
    ['${person.address.city}', 'Rīga'],
    ['${person["address"].city}', 'Rīga'],
    ['${list[1]}', 2],
    ['${list[9]}', null],
    ['${empty nothing && empty "" && !empty list}', true],
    ['${(amount + 50) / 8 - 7 % 4}', 22],
    ['${amount div 4 mod 4}', 1.5],
    ['${0.1 + 0.2}', 0.3],
    ['${-amount * 2}', -300],
    ['${amount >= 100 ? amount > 1000 ? "huge" : "large" : "small"}', 'large'],
    ['${amount == "150"}', true],
    ['${1 + "2"}', 3],
    ['${nothing == null}', true],
    ['${nothing < 1}', false],
    ['${region.toUpperCase().startsWith("NO")}', true],
    ['${region.contains("ort") && region.endsWith("h") && !region.isEmpty()}', true],
    ['${region.equals("north") && region.length() == list.size() + 2}', true],
    ['${list.contains(2)}', true],
    ['${execution.getVariable("amount") + 1}', 151],
    ['${execution.getVariable("odd-name")}', 'x'],
    ['${execution.getVariable("missing")}', null],
    ['${execution.hasVariable("missing") ? 1 : 2}', 2],
    ['${execution.processBusinessKey}', 'KEY-7'],
    ['${execution.processInstanceId}', 'instance-1'],
    ['${now()}', '2026-01-16T00:30:00+02:00'],
    ['${dateTime()}', '2026-01-16T00:30:00+02:00'],
  ])('%s gives %j', (source, expected) => expect(juel(source)).toEqual(expected));

  it.each<[string, string]>([
    ['plain', 'plain'],
    ['Case ${execution.processBusinessKey} of ${region}!', 'Case KEY-7 of north!'],
    ['${nothing}-#{amount}', '-150'],
    ['costs \\${amount}', 'costs ${amount}'],
    ['${"}"}${\'it\\\'s "fine"\'}', '}it\'s "fine"'],
  ])('%s becomes the text %j', (source, expected) => expect(juel(source)).toBe(expected));

  it('names what it reads', () => {
    const { names } = compileExpression('${a.b} ${c == execution.getVariable("d") && execution.hasVariable("e")}', 'juel');
    expect(names).toEqual(['a', 'c', 'd', 'e']);
  });

  it.each([
    ['${missing == null}', 'no variable "missing"'],
    ['${person.constructor.name}', 'null'],
    ['${region.constructor}', 'no object'],
    ['${nothing.name}', 'null'],
    ['${region + 1}', '"north" is no number'],
    ['${amount / 0}', 'divided by 0'],
    ['${list ? 1 : 2}', 'neither true nor false'],
    ['${amount.toUpperCase()}', 'no text'],
  ])('%s fails: %s', (source, message) => {
    expect(() => juel(source)).toThrow(ExpressionError);
    expect(() => juel(source)).toThrow(message);
  });

  it('sees no prototypes', () => {
    expect(juel('${person.constructor}')).toBeNull();
    expect(juel('${person["__proto__"]}')).toBeNull();
    expect(() => juel('${constructor}')).toThrow('no variable');
  });

  it.each([
    ['${}', 2, 'too early'],
    ['${amount', 8, '"}" is missing'],
    ['${amount >}', 10, 'too early'],
    ['${a b}', 4, '"b" cannot stand here'],
    ['${amount = 3}', 9, '"="'],
    ['x ${bean.run(1)}', 9, 'method "run"'],
    ['${unheard()}', 2, 'function "unheard"'],
    ['${execution.engineServices}', 12, 'execution.engineServices'],
    ['${region.getClass()}', 9, 'method "getClass"'],
    ['${"open}', 2, 'not closed'],
    ['${a ; b}', 4, '";"'],
    ['${' + '('.repeat(200) + '1', 203, '"}" is missing'],
    ['${' + '('.repeat(200) + '1}', 102, 'nested too deeply'],
    ['${' + '1+'.repeat(5_000) + '1}', 10_000, 'more than 10000 characters'],
    ['${' + '!'.repeat(200) + 'a}', 102, 'nested too deeply'],
  ])('%s is refused at %i: %s', (source, position, message) => {
    let refused: unknown;
    try {
      compileExpression(source, 'juel');
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(ExpressionSyntaxError);
    expect((refused as Error).message).toContain(message);
    expect((refused as ExpressionSyntaxError).position).toBe(position);
  });

  it('takes the longest chain of operators that may be written', () => {
    expect(juel('${' + '1+'.repeat(4_990) + '1}')).toBe(4_991);
  });
});
