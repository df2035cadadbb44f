import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { IdSet } from './id-set.ts';

describe('A set of very many ids', () => {
  it('has its ids in a table that is twice as large once half of it is used, the next free place for each', () => {
    const ids = new IdSet((id) => [Number(id), 5]);
    const slots = () => ids['slots'];
    const put = (from: number, to: number) => {
      for (let id = from; id < to; id++) ids.add(`${id}`);
    };
    put(1, 32_769);
    expect([slots().length, ids.size]).toEqual([65_536, 32_768]);
    // its place is that of the first one, and the next is taken too
    expect([ids.has(`${65_536 + 1}`), slots()['firsts'][0], slots()['firsts'][1]]).toEqual([false, 0, 1]);
    put(65_536 + 32_769, 65_536 + 32_770);
    expect([slots().length, slots()['firsts'][32_768], slots()['firsts'][65_536 + 32_769]]).toEqual([131_072, 32_768, 98_305]);
    expect([...slots().taken()]).toHaveLength(32_769);
    put(131_073, 131_074);
    expect([slots()['firsts'][32_769], slots()['seconds'][32_769]]).toEqual([131_073, 5]);
    expect(['1', '32768', '98305', '131073', '32769'].map((id) => ids.has(id))).toEqual([true, true, true, true, false]);
  });

  it('takes two numbers of 48 bits from the hash of an id, the first never 0', () => {
    const ids = new IdSet();
    ids.add('a journal entry');
    const hash = createHash('sha1').update('a journal entry').digest('hex');
    const [first, second] = [parseInt(hash.slice(0, 12), 16) + 1, parseInt(hash.slice(12, 24), 16)];
    expect([...ids['slots'].taken()]).toEqual([[first, second]]);
  });

  it('knows each id that was added, once, as it grows', () => {
    const ids = new IdSet();
    const all = Array.from({ length: 100_000 }, (_, n) => `a${n}`);
    expect(all.every((id) => ids.add(id))).toBe(true);
    expect([ids.size, all.every((id) => ids.has(id)), ids.add('a77'), ids.has('b77')]).toEqual([100_000, true, false, false]);
  });

  it('keeps two apart of which half the hash is the same', () => {
    const ids = new IdSet((id) => [7, Number(id)]);
    expect([ids.add('1'), ids.has('2'), ids.add('2'), ids.add('1'), ids.size]).toEqual([true, false, true, false, 2]);
  });
});
