import { describe, expect, it } from '@jest/globals';
import { nextSort, readAddress, writeAddress } from './list-address.ts';

describe('the address of a list', () => {
  it('says view, filter, order and columns, and comes back as it was', () => {
    const address = '?view=group&q=%C5%BEogs&process=permit&due=late&sort=-due&cols=area,fee';
    expect(writeAddress(readAddress(new URLSearchParams(address)))).toBe(address);
    expect(writeAddress(readAddress(new URLSearchParams('')))).toBe('');
    expect(writeAddress(readAddress(new URLSearchParams('?view=v1&cols=')))).toBe('?view=v1&cols=');
  });

  it('takes no order that the server does not know', () => {
    expect(readAddress(new URLSearchParams('?sort=drop')).sort).toBe('');
  });

  it('turns the order of a column round, and gives it up again', () => {
    expect(nextSort('', 'due')).toBe('due');
    expect(nextSort('due', 'due')).toBe('-due');
    expect(nextSort('-due', 'due')).toBe('');
    expect(nextSort('due', 'case')).toBe('case');
  });
});
