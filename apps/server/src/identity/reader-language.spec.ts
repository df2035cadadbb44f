import { describe, expect, it } from '@jest/globals';
import { readerLanguage } from './reader-language.ts';

describe('the language that a client asks for', () => {
  it('is one of the interface’s', () => {
    expect(readerLanguage({ 'gaita-language': 'bg' })).toBe('bg');
  });

  it('is left to the account when the client names none or one that we do not speak', () => {
    expect(readerLanguage({ 'accept-language': 'lt' })).toBeUndefined();
    expect(readerLanguage({ 'gaita-language': 'fr' })).toBeUndefined();
  });
});
