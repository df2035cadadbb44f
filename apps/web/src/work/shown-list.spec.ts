import { describe, expect, it } from '@jest/globals';
import type { InboxRow } from '@gaita/contracts';
import { merge, withFates } from './shown-list.ts';

const row = (id: string, priority = 50): InboxRow => ({
  id,
  elementId: 'e',
  name: id,
  institution: 'i',
  instanceId: 'c',
  processKey: 'p',
  processName: 'P',
  definitionId: 'd',
  candidateUsers: [],
  candidateGroups: [],
  createdAt: 0,
  priority,
  cells: {},
});

describe('a list under the eyes of its reader', () => {
  it('keeps its rows where they are, brings them up to date and counts what is new', () => {
    const merged = merge([row('a'), row('b')], [row('new'), row('b', 90), row('a')], true);
    expect(merged.rows.map(({ id, priority }) => [id, priority])).toEqual([
      ['a', 50],
      ['b', 90],
    ]);
    expect(merged).toMatchObject({ fresh: 1, missing: [] });
  });

  it('asks what became of rows that the server lists no more, only as far as it told', () => {
    const shown = [row('a'), row('b'), row('c')];
    expect(merge(shown, [row('a')], true).missing).toEqual(['b', 'c']);
    expect(merge(shown, [row('a'), row('c')], false).missing).toEqual(['b']);
  });

  it('says in its place that somebody else took a row', () => {
    const taken = { id: 'a', state: 'claimed' as const, by: 'other', at: 7 };
    expect(
      withFates([row('a'), row('b')], [taken, { id: 'b', state: 'open' }], 'me', 'group').map(({ fate }) => fate?.at),
    ).toEqual([7, undefined]);
    expect(withFates([row('a')], [{ ...taken, by: 'me' }], 'me', 'mine')[0]!.fate).toBeUndefined();
    expect(withFates([row('a')], [{ id: 'a', state: 'open' }], 'me', 'mine')[0]!.fate?.state).toBe('open');
  });
});
