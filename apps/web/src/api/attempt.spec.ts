import { describe, expect, it } from '@jest/globals';
import { Attempt } from './attempt.ts';
import { RequestError } from './request.ts';

describe('a write that is tried until it is answered', () => {
  const keys: string[] = [];
  const trying = (attempt: Attempt, status?: number, code: RequestError['code'] = 'unknown') =>
    attempt
      .send(async (key) => {
        keys.push(key);
        if (status !== undefined) throw new RequestError(status, code, 'no');
      })
      .catch(() => undefined);

  it('keeps its key until the server has answered for certain, and takes a new one for the next', async () => {
    const attempt = new Attempt();
    await trying(attempt, 0, 'unreachable');
    await trying(attempt, 502);
    await trying(attempt, 409, 'command-in-work');
    await trying(attempt);
    await trying(attempt, 409, 'version-conflict');
    await trying(attempt);
    const [first, ...others] = keys;
    expect(others.slice(0, 3)).toEqual([first, first, first]);
    expect(new Set(keys.slice(3)).size).toBe(3);
  });
});
