import { describe, expect, it } from '@jest/globals';
import { detailsHash, entryOf } from './record-act.ts';

const act = { id: 'a1', at: 5, account: 'anna', institution: 'riga', act: 'case-opened', object: { type: 'case', id: 'c1' } };

describe('An entry of the audit', () => {
  it('holds who did what to which object, and nothing that is not known', () => {
    expect(entryOf(act)).toEqual({
      ...{ id: 'a1', institution: 'riga', at: 5, account: 'anna', act: 'case-opened', objectType: 'case', objectId: 'c1' },
      ...{ instanceId: null, count: 1, until: null, details: null, salt: null, detailsHash: null },
    });
    const more = entryOf({ ...act, object: { type: 'task', id: 't1', instanceId: 'c1' }, count: 3, until: 9 });
    expect(more).toMatchObject({ objectType: 'task', objectId: 't1', instanceId: 'c1', count: 3, until: 9 });
  });

  it('holds a hash of the details, salted anew each time: erased details cannot be guessed from it', () => {
    const details = { reason: 'ill' };
    const [one, other] = [entryOf({ ...act, details }), entryOf({ ...act, details })];
    expect(one).toMatchObject({ details, salt: expect.stringMatching(/^[\w-]{16}$/) });
    expect(one.detailsHash).toBe(detailsHash(one.salt!, details));
    expect(one.detailsHash).toMatch(/^[\w-]{43}$/);
    expect(other.salt).not.toBe(one.salt);
    expect(other.detailsHash).not.toBe(one.detailsHash);
    expect(detailsHash(one.salt!, { reason: 'away' })).not.toBe(one.detailsHash);
  });

  it('cuts names that no column holds', () => {
    const long = entryOf({ ...act, account: 'a'.repeat(200), object: { type: 'search', id: 'b'.repeat(200) } });
    expect([long.account, long.objectId]).toEqual(['a'.repeat(191), 'b'.repeat(191)]);
  });
});
