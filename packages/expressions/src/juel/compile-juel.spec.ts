import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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
  pointer: 'amount',
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
    ['${region == "south"}', false],
    ['${region != "south"}', true],
    ['${region == "TRUE" || "true" == "TRUE"}', false],
    ['${active == "TRUE" && active != "yes"}', true],
    ['${1 + "2"}', 3],
    ['${nothing == null}', true],
    ['${nothing < 1}', false],
    ['${nothing <= nothing}', true],
    ['${nothing >= 1 || nothing == 0 || nothing == ""}', false],
    ['${nothing != 1}', true],
    ['${nothing + 1}', 1],
    ['${nothing / nothing}', 0],
    ['${-nothing}', 0],
    ['${nothing and active}', false],
    ['${!nothing}', true],
    ['${nothing ? 1 : 2}', 2],
    ['${nothing.name.first["x"]}', null],
    ['${list[nothing]}', null],
    ['${"" == 0 && "" == false && "TRUE" == true}', true],
    ['${"10" < 9}', false],
    ['${"10" < "9"}', true],
    ['${"b" > "a" && true > false}', true],
    ['${"x" ? 1 : 2}', 2],
    ['${person == person && list == list}', true],
    ['${person == list}', false],
    ['${1 == 1.0 && 1e2 == 100}', true],
    ['${7 / 2}', 3.5],
    ['${7 mod 4 + 7 % 4}', 6],
    ['${2 + 3 * 4 - 1}', 13],
    ['${not (1 == 2) and not false}', true],
    ['${true || missing}', true],
    ['${false && missing}', false],
    ['${active ? 1 : missing}', 1],
    ['${empty person or empty ""}', true],
    ['${not empty list && !empty person}', true],
    ['${person.size() == 1 && !person.isEmpty()}', true],
    ['${list.equals(list) && !list.equals(1) && !region.equals(nothing)}', true],
    ['${list.length() + "abc".length() + region.size()}', 11],
    ['${region.toLowerCase().equals("north")}', true],
    ['${"it\\\'s".length()}', 4],
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
    ['${dateTime().plusDays(3).toDate()}', '2026-01-19T00:30:00+02:00'],
    ['#{dateTime().plusDays(amount div 50).plusHours(1).minusMinutes(30)}', '2026-01-19T01:00:00+02:00'],
    ['${dateTime().plusMonths(3).toString()}', '2026-04-16T00:30:00+03:00'],
    ['${dateTime().withTimeAtStartOfDay().plusWeeks(1)}', '2026-01-23T00:00:00+02:00'],
    ['${dateTime().plusDays(1).withTime(9, 30, 0, 0).toDate()}', '2026-01-17T09:30:00+02:00'],
    ['${dateTime().withDayOfMonth(1).withHourOfDay(8)}', '2026-01-01T08:30:00+02:00'],
    ['${dateTime().withDayOfWeek(7)}', '2026-01-18T00:30:00+02:00'],
    ['${dateTime().minusSeconds(1).plusMillis(1000) == now()}', true],
    ['${dateTime().plusYears(1).getMillis() > now().getTime()}', true],
    ['${now() > "2026-01-15" && now() < dateTime().plusDays(1)}', true],
    ['${now() == "2026-01-15T22:30:00Z"}', true],
    ['${dateTime().toString().startsWith("2026")}', true],
    ['${empty now()}', false],
    ['${execution.getProcessInstanceId()}', 'instance-1'],
    ['${execution.getProcessBusinessKey()}', 'KEY-7'],
    ['${execution.businessKey}', 'KEY-7'],
    ['${execution.getVariable(execution.getVariable("pointer"))}', 150],
    ['${execution}', { processInstanceId: 'instance-1', processBusinessKey: 'KEY-7' }],
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
    ['${region.constructor}', 'no object'],
    ['${nothing.isEmpty()}', 'null'],
    ['${region.contains(nothing)}', 'is given null'],
    ['${region < 5}', '"north" is no number'],
    ['${list < list.size()}', '[1,2,3] is no number'],
    ['${list < "x"}', 'have no order'],
    ['${active + 1}', 'true is no number'],
    ['${"0x10" + 1}', '"0x10" is no number'],
    ['${5 and true}', 'neither true nor false'],
    ['${amount == active}', 'true is no number'],
    ['${list["x"]}', '"x" is no number'],
    ['${now() > "soon"}', '"soon" is no date'],
    ['${dateTime().withDayOfMonth(32)}', 'no such date'],
    ['${dateTime().withDayOfWeek(0)}', 'no such date'],
    ['${dateTime().plusDays(1.5)}', 'whole numbers'],
    ['${dateTime().plusYears(1000000)}', 'no such date'],
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
    ['${execution.setVariable("a", 1)}', 12, 'execution.setVariable'],
    ['${execution == null}', 12, '"." is expected'],
    ['${region.getClass()}', 9, 'method "getClass"'],
    ['${region.plusDays(1)}', 9, 'method "plusDays"'],
    ['${dateTime().getClass()}', 13, 'method "getClass"'],
    ['${dateTime().toString("yyyy")}', 22, '")" is expected'],
    ['${region.toUpperCase("x")}', 21, '")" is expected'],
    ['${dateTime(1)}', 11, '")" is expected'],
    ['${fn:length(a)}', 4, '":" cannot stand here'],
    ['${[1, 2]}', 2, 'name is expected'],
    ['${a -> b}', 5, 'A name is expected'],
    ['${a instanceof b}', 4, '"instanceof"'],
    ['${a[${b}]}', 5, '"{"'],
    ['${new Date()}', 6, '"Date"'],
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

  it('finds no way to the prototypes of JavaScript, by whatever access', () => {
    const names = Object.getOwnPropertyNames(Object.prototype).concat(
      ['prototype', 'caller', 'callee', 'length', 'name', 'call', 'apply', 'bind', 'then', 'toJSON', 'Symbol.iterator', '0'],
      Object.getOwnPropertyNames(Array.prototype),
      Object.getOwnPropertyNames(String.prototype),
    );
    const bases = [
      'amount',
      'region',
      'active',
      'nothing',
      'list',
      'person',
      'now()',
      'dateTime()',
      'list[0]',
      '"x"',
      '1',
      'execution',
    ];
    const accesses = fc.tuple(
      fc.constantFrom(...bases),
      fc.array(
        fc.tuple(
          fc.constantFrom(...names),
          fc.constantFrom('.%', '["%"]', '.%()', ".%('x')", '["%"]()', '.%.%', "[region['%']]"),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    );
    const dangerous = new Set<unknown>([Object.prototype, Array.prototype, String.prototype, Function.prototype]);
    fc.assert(
      fc.property(accesses, ([base, path]) => {
        const source = `\${${base}${path.map(([name, how]) => how.replaceAll('%', name)).join('')}}`;
        try {
          const value = juel(source);
          expect(typeof value).not.toBe('function');
          expect(dangerous.has(value)).toBe(false);
          expect(value).toEqual(JSON.parse(JSON.stringify(value)));
        } catch (error) {
          if (!(error instanceof ExpressionError) && !(error instanceof ExpressionSyntaxError)) throw error;
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes the longest chain of operators that may be written', () => {
    expect(juel('${' + '1+'.repeat(4_990) + '1}')).toBe(4_991);
  });
});
