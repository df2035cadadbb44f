import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../support/throw-away.ts';
import { Ledger, readLedger } from './ledger.ts';

describe('the ledger', () => {
  const folder = temporaryFolder('ledger');
  let ledger: Ledger;
  beforeAll(async () => {
    ledger = await Ledger.open(join(folder.path, 'ledger.jsonl'));
  });
  afterAll(async () => {
    await ledger.close();
    folder.remove();
  });

  it('has on disk what it has acknowledged, also what one writer alone writes right after', async () => {
    const effect = (jobId: string) => ({ entry: 'effect', at: 1, jobId }) as const;
    for (const jobId of ['a', 'b', 'c']) await ledger.write(effect(jobId));
    await Promise.all(['d', 'e'].map((jobId) => ledger.write(effect(jobId))));
    expect(readLedger(ledger.file)).toEqual(['a', 'b', 'c', 'd', 'e'].map(effect));
    expect(readLedger(ledger.file, 10)[0]).toEqual({ ...effect('a'), at: 11 });
  });
});
