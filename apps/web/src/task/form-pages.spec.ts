import { describe, expect, it } from '@jest/globals';
import type { FormComponent } from '../api/shapes.ts';
import { asksForMust, formPages, isLong, together } from './form-pages.ts';

const text = (id: string): FormComponent => ({ id, type: 'text' });
const field = (id: string, required = false): FormComponent => ({
  id,
  key: id,
  type: 'textfield',
  ...(required && { validate: { required } }),
});
const group = (id: string, ...components: FormComponent[]): FormComponent => ({ id, type: 'group', components });
const pagesOf = (...components: FormComponent[]) => formPages({ components }).map((page) => page.components.map(({ id }) => id));

describe('the parts of a form', () => {
  it('are its groups; fields between them share a part', () => {
    expect(pagesOf(group('who', field('name')), field('a'), field('b'), group('what', field('c')), field('d'))).toEqual([
      ['who'],
      ['a', 'b'],
      ['what'],
      ['d'],
    ]);
  });

  it('begin with the words that are only read', () => {
    expect(pagesOf(text('note'), group('one', field('a')), text('more'), group('two', field('b')))).toEqual([
      ['note', 'one'],
      ['more', 'two'],
    ]);
  });

  it('are one where there is nothing to part', () => {
    const schema = { components: [field('a'), field('b')] };
    expect(formPages(schema)).toEqual([schema]);
  });

  it('are wanted of a form with more than forty fields, counted through its groups', () => {
    const many = (count: number) => ({
      components: [group('all', ...Array.from({ length: count }, (_, at) => field(`f${at}`)))],
    });
    expect(isLong(many(40))).toBe(false);
    expect(isLong(many(41))).toBe(true);
  });

  it('are searched through for what must be filled in', () => {
    expect(asksForMust({ components: [text('note'), group('one', field('a', true))] })).toBe(true);
    expect(asksForMust({ components: [text('note'), group('one', field('a'))] })).toBe(false);
  });

  it('fill one object together where their groups have one path', () => {
    expect(
      together(
        { scores: { first: { score: 40 } }, days: [1, 2], note: 'old' },
        { scores: { second: { score: 60 } }, days: [3], note: 'new' },
      ),
    ).toEqual({ scores: { first: { score: 40 }, second: { score: 60 } }, days: [3], note: 'new' });
  });
});
