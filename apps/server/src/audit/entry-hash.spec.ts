import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { entryHash, genesis, positionOf, sealHash, selectSealable, sources } from './entry-hash.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** The chain of years ago is verified by the same text: nothing here may change. */
describe('What the chain holds of a row', () => {
  it('is read in the order of insertion, as each database counts it', () => {
    expect(positionOf('sqlite')).toBe('rowid');
    expect([positionOf('mariadb'), positionOf('mysql')]).toEqual(['`position`', '`position`']);
    expect(selectSealable('sqlite', 'j')).toBe(
      'SELECT rowid AS place, at AS happened, `id`, `institution`, `instance_id`, `sequence`, `command_id`, `actor`, `at`, `records` FROM `journal`',
    );
    expect(selectSealable('mariadb', 'a', ', `details`')).toBe(
      'SELECT `position` AS place, COALESCE(`until`, `at`) AS happened, `id`, `institution`, `at`, `account`, `act`, `object_type`, `object_id`, `instance_id`, `count`, `until`, `details_hash`, `details` FROM `audit_entry`',
    );
    expect([sources.j.name, sources.a.name]).toEqual(['journal', 'audit_entry']);
  });

  it('is each column in its place as text, numbers too, and nothing of others', () => {
    const step = { place: 1, happened: 5, id: 'i', institution: 'riga', instance_id: 'c', sequence: 2, command_id: 'k' };
    const hash = entryHash('j', { ...step, actor: 'anna', at: 5n, records: '[]' });
    expect(hash).toBe(sha256('["i","riga","c","2","k","anna","5","[]"]'));
    expect(entryHash('j', { ...step, sequence: '2', actor: 'anna', at: 5, records: '[]', other: 1 })).toBe(hash);
    expect(hash).toHaveLength(43);
  });

  it('is null where the row has nothing, which is not the empty text', () => {
    const act = { id: 'i', institution: 'riga', at: 5, account: 'anna', act: 'case-opened', object_type: 'case', object_id: 'c' };
    const hash = entryHash('a', { ...act, instance_id: null, count: 1, until: null, details_hash: undefined });
    expect(hash).toBe(sha256('["i","riga","5","anna","case-opened","case","c",null,"1",null,null]'));
    expect(entryHash('a', { ...act, instance_id: '', count: 1, until: null, details_hash: null })).not.toBe(hash);
  });

  it('is tied by a link to the one before, the first to a word of its own', () => {
    expect(genesis).toBe('gaita');
    const link = { sequence: 1, at: 7, previousHash: genesis, entries: [['a', 'i', 'h'] as const] };
    expect(sealHash(link)).toBe(sha256('["gaita",1,7,1,[["a","i","h"]]]'));
  });
});
