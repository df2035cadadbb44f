import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import fc from 'fast-check';
import { CamundaError } from './camunda-error.ts';
import { readVariables, toTypedValue, toTypedValues } from './typed-values.ts';

const read = (value: Json, type?: string, valueInfo?: object) =>
  readVariables({ v: { value, ...(type !== undefined && { type }), ...(valueInfo && { valueInfo }) } });

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof CamundaError) return `${error.status} ${error.message}`;
    throw error;
  }
  return 'accepted';
};

describe('Typed values', () => {
  it.each<[string, Json, Json, string | undefined]>([
    ['String', 'a', 'a', undefined],
    ['string', 5, '5', undefined],
    ['BOOLEAN', 'true', true, undefined],
    ['Integer', '12', 12, undefined],
    ['Short', 7, 7, 'Short'],
    ['Long', 7, 7, 'Long'],
    ['Long', 4_000_000_000, 4_000_000_000, undefined],
    ['Double', 1, 1, 'Double'],
    ['Double', '1.5', 1.5, undefined],
    ['Date', '2026-01-01T02:00:00.000+0200', '2026-01-01T00:00:00.000Z', 'Date'],
    ['Date', '2026-01-01T00:00:00', '2026-01-01T00:00:00.000Z', 'Date'],
    ['json', '{"a":[1]}', { a: [1] }, undefined],
    ['Object', '[1]', [1], 'Object'],
    ['Null', null, null, undefined],
    ['String', null, null, 'String'],
  ])('reads %s %j', (type, given, value, kept) => {
    expect(read(given, type)).toEqual({ variables: { v: value }, types: kept === undefined ? {} : { v: kept } });
  });

  it.each<[string, Json]>([
    ['Boolean', 'yes'],
    ['Integer', 2 ** 31],
    ['Integer', 1.5],
    ['Integer', ''],
    ['Short', 40_000],
    ['Long', 2 ** 60],
    ['Double', 'many'],
    ['Date', 'yesterday'],
    ['Date', '2026-02-31T00:00:00.000+0000'],
    ['Json', '{'],
    ['Json', '{"__proto__":1}'],
    ['Json', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['Json', { a: 1 }],
    ['Null', 1],
    ['Bytes', 'ä'],
    ['Bytes', 5],
  ])('refuses %s %j', (type, value) => {
    expect(messageOf(() => read(value, type))).toMatch(/^400 Cannot convert value/);
  });

  it('refuses types that it does not know, and what is no variable', () => {
    expect(messageOf(() => read(1, 'Colour'))).toBe("400 Unsupported value type 'Colour'");
    expect(messageOf(() => readVariables([]))).toMatch(/^400/);
    expect(messageOf(() => readVariables({ v: 5 }))).toMatch(/^400/);
    expect(messageOf(() => readVariables({ '': { value: 1 } }))).toBe('400 A variable needs a name.');
    expect(messageOf(() => readVariables({ v: { value: 1, type: 'Colour' } }, 'Cannot start'))).toBe(
      "400 Cannot start: Unsupported value type 'Colour'",
    );
  });

  it('sends what was read', () => {
    const object = { objectTypeName: 'java.util.ArrayList', serializationDataFormat: 'application/json' };
    const { variables, types } = readVariables({
      list: { value: '[1]', type: 'Object', valueInfo: object },
      when: { value: '2026-01-01T00:00:00.000+0000', type: 'Date' },
      paper: { value: 'aGk=', type: 'File', valueInfo: { filename: 'a.txt', mimetype: 'text/plain' } },
    });
    expect(toTypedValues({ variables, types })).toEqual({
      list: { type: 'Object', value: [1], valueInfo: object },
      when: { type: 'Date', value: '2026-01-01T00:00:00.000+0000', valueInfo: {} },
      paper: { type: 'File', value: null, valueInfo: { filename: 'a.txt', mimeType: 'text/plain' } },
    });
    expect(toTypedValues({ variables, types }, { names: ['list'], deserialize: false })).toEqual({
      list: { type: 'Object', value: '[1]', valueInfo: object },
    });
  });

  it('sends the type that a value has now, when the process has overwritten it', () => {
    expect(toTypedValue('soon', 'Date')).toEqual({ type: 'String', value: 'soon', valueInfo: {} });
    expect(toTypedValue(1.5, 'Integer')).toEqual({ type: 'Double', value: 1.5, valueInfo: {} });
  });

  it('keeps hostile names as plain names', () => {
    const given = JSON.parse('{"__proto__":{"value":1},"constructor":{"value":"x"}}') as object;
    const { variables, types } = readVariables(given);
    expect(Object.keys(variables)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(variables)).toBe(Object.prototype);
    expect(Object.keys(toTypedValues({ variables, types }))).toEqual(['__proto__', 'constructor']);
  });

  it('reads back whatever JSON it sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has no -0
        const json = JSON.parse(JSON.stringify(value)) as Json;
        const sent = toTypedValue(json, undefined);
        if (typeof json === 'number' && Number.isInteger(json) && !Number.isSafeInteger(json)) return;
        expect(readVariables({ v: sent })).toEqual({ variables: { v: json }, types: {} });
      }),
    );
  });
});
