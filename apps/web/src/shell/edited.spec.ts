import { describe, expect, it } from '@jest/globals';
import { carriedOver, changedFields } from './edited.ts';

const seen = { name: 'Registry', unit: 'north', roles: ['clerk'] };

describe('an edit of a row that somebody else changed meanwhile', () => {
  it('keeps what was typed and takes what was left alone', () => {
    const given = { ...seen, name: 'Register' };
    const now = { name: 'Archive', unit: 'south', roles: ['clerk', 'lawyer'] };
    expect(carriedOver(given, seen, now)).toEqual({ name: 'Register', unit: 'south', roles: ['clerk', 'lawyer'] });
  });

  it('names what changed and what still differs, in words', () => {
    const fields = [
      ['Name', ({ name }: typeof seen) => name],
      ['Unit', ({ unit }: typeof seen) => unit],
      ['Roles', ({ roles }: typeof seen) => roles.join()],
    ] as const;
    const now = { ...seen, name: 'Archive', unit: 'south' };
    const given = carriedOver({ ...seen, name: 'Register' }, seen, now);
    expect(changedFields(fields, given, seen, now)).toEqual([
      { label: 'Name', here: 'Register', there: 'Archive' },
      { label: 'Unit', here: 'south', there: 'south' },
    ]);
  });
});
