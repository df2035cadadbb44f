import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { formatsFor } from './formats.ts';
import { valueWords } from './value-words.ts';

const inBulgarian = formatsFor('bg', 'Europe/Sofia');
const inFarEast = formatsFor('en', 'Pacific/Kiritimati');
const words = (value: Json, formats = inBulgarian) => valueWords(value, formats, 'да', 'не')?.replace(/\s/g, ' ');

describe('a value of a case', () => {
  it('is written as its reader writes it', () => {
    expect(words(true)).toBe('да');
    expect(words(12_345.67)).toBe('12 345,67');
    expect(words(null)).toBe('–');
    expect(words('Надежда')).toBe('Надежда');
    expect(words(['list'])).toBeUndefined();
  });

  it('that is a day stays that day wherever it is read', () => {
    expect(words('2026-03-05')).toBe('05.03.2026 г.');
    expect(words('2026-03-05', inFarEast)).toBe('5 Mar 2026');
    expect(words('2026-03-05T09:30:00', inFarEast)).toBe('5 Mar 2026 09:30');
  });

  it('that is a moment is told by the clocks of the institution', () => {
    expect(words('2026-03-05T22:30:00Z')).toBe('06.03.2026 г. 00:30');
    expect(words('2026-03-05T22:30:00+02:00[Europe/Riga]')).toBe('05.03.2026 г. 22:30');
    expect(words('2026-03-05T22:30:00@Europe/Riga')).toBe('2026-03-05T22:30:00@Europe/Riga');
  });

  it('that only looks like a date stays as it is', () => {
    expect(words('2026-13-45')).toBe('2026-13-45');
    expect(words('2026-03-05-17')).toBe('2026-03-05-17');
  });
});
