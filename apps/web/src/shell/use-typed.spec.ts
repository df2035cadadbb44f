import { describe, expect, it } from '@jest/globals';
import { fromHere } from './use-typed.ts';

describe('what is typed into a field that stands in the address', () => {
  it('is not replaced by its own beginning, which a slow page shows after more was sent', () => {
    const sent = ['', 'p', 'pa', 'pap'];
    expect(fromHere(sent, 'p')).toEqual(['p', 'pa', 'pap']);
    expect(fromHere(['p', 'pa', 'pap'], 'pap')).toEqual(['pap']);
  });

  it('is replaced by what a link or Back brings', () => {
    expect(fromHere(['pap'], '')).toBeUndefined();
  });
});
