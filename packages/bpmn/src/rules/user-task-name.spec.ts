import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

describe('a user task needs a name', () => {
  it('because people see it in the inbox', async () => {
    expect(await findProblems('user-task-name', inARow(['ask', '<userTask id="ask"/>']))).toEqual(['warning ask']);
    expect(await findProblems('user-task-name', inARow(['ask', '<userTask id="ask" name="Ask"/>']))).toEqual([]);
  });
});
