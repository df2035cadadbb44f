import { describe, expect, it } from '@jest/globals';
import { IdSet } from './id-set.ts';

describe('A set of very many ids', () => {
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
