import { describe, expect, it } from '@jest/globals';
import { whoMayDo } from './who-may-do.ts';

const [ann, ben, eve] = ['ann', 'ben', 'eve'].map((account) => ({ account, name: account })) as [Named, Named, Named];
interface Named {
  readonly account: string;
  readonly name: string;
}

describe('Who may have several tasks', () => {
  it('is whoever may do all of them', () => {
    const found = whoMayDo([
      { name: 'check', colleagues: [ann, ben] },
      { name: 'decide', colleagues: [ben, eve] },
    ]);
    expect(found).toMatchObject({ items: [ben], forAll: true });
  });

  it('is, where nobody may do all, whoever may do some, told of the others', () => {
    const found = whoMayDo([
      { name: 'check', colleagues: [ann] },
      { name: 'decide', colleagues: [ben] },
      { name: 'sign', colleagues: [ben] },
    ]);
    expect(found.forAll).toBe(false);
    expect(found.items).toEqual([ben, ann]);
    expect(found.beyond.get('ben')).toEqual(['check']);
    expect(found.beyond.get('ann')).toEqual(['decide', 'sign']);
  });

  it('is nobody where nobody may do any', () => {
    expect(whoMayDo([{ name: 'check', colleagues: [] }]).items).toEqual([]);
  });
});
