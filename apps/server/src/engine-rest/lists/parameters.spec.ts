import { describe, expect, it } from '@jest/globals';
import { CamundaError } from '../wire/camunda-error.ts';
import { asTexts } from './parameters.ts';

describe('a parameter of several values', () => {
  it('stands with commas in a query string and as a list in a body', () => {
    expect(asTexts('processInstanceIds', 'a, b,,c')).toEqual(['a', 'b', 'c']);
    expect(asTexts('processInstanceIds', ['a,b', 7])).toEqual(['a,b', '7']);
  });

  it('has no more values than a statement can hold', () => {
    const ids = Array.from({ length: 5_001 }, (_, index) => String(index));
    expect(asTexts('ids', ids.slice(1))).toHaveLength(5_000);
    for (const given of [ids, ids.join(',')]) {
      expect(() => asTexts('ids', given)).toThrow(CamundaError);
      expect(() => asTexts('ids', given)).toThrow('5000');
    }
  });
});
