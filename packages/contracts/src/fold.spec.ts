import { expect, it } from '@jest/globals';
import { fold, foldedWords } from './fold.ts';

it('folds letters with marks of every language, and nothing else', () => {
  expect(fold('  Šķūņu  Ēka, Nr. 12/Ž ')).toBe('skunu eka, nr. 12/z');
  expect(fold('Ąžuolų')).toBe('azuolu');
  expect(foldedWords('Молба за  достъп')).toEqual(['молба', 'за', 'достъп']);
  expect(foldedWords('  ')).toEqual([]);
});
