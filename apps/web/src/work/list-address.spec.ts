import { describe, expect, it } from '@jest/globals';
import type { SavedView } from '@gaita/contracts';
import { addressOf, nextSort, readAddress, shownBy, writeAddress } from './list-address.ts';

describe('the address of a list', () => {
  it('says view, filter, order and columns, and comes back as it was', () => {
    const address = '?view=group&q=%C5%BEogs&process=permit&due=late&sort=-due&cols=area,fee';
    expect(writeAddress(readAddress(new URLSearchParams(address)))).toBe(address);
    expect(writeAddress(readAddress(new URLSearchParams('')))).toBe('');
    expect(writeAddress(readAddress(new URLSearchParams('?view=v1&cols=')))).toBe('?view=v1&cols=');
  });

  it('takes no order that the server does not know', () => {
    expect(readAddress(new URLSearchParams('?sort=drop')).sort).toBeUndefined();
  });

  it('shows what a saved view narrows the list to, and says what is taken away from it', () => {
    const saved = { id: 'v1', view: 'group', process: 'permit', due: 'late', cols: [] } as unknown as SavedView;
    const shown = shownBy(readAddress(new URLSearchParams('?view=v1&q=oak')), saved);
    expect(shown).toEqual({ view: 'v1', q: 'oak', process: 'permit', due: 'late', sort: '' });
    const address = writeAddress(addressOf({ ...shown, process: '' }, saved));
    expect(address).toBe('?view=v1&q=oak&process=');
    expect(shownBy(readAddress(new URLSearchParams(address)), saved)).toMatchObject({ q: 'oak', process: '', due: 'late' });
  });

  it('turns the order of a column round, and gives it up again', () => {
    expect(nextSort('', 'due')).toBe('due');
    expect(nextSort('due', 'due')).toBe('-due');
    expect(nextSort('-due', 'due')).toBe('');
    expect(nextSort('due', 'case')).toBe('case');
  });
});
