import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (task: string) => findProblems('user-task-role', inARow(['ask', task]));

describe('a user task needs a role', () => {
  it('and is named when it has none', async () => {
    expect(await found('<userTask id="ask"/>')).toEqual(['warning ask']);
  });

  it.each(['camunda:candidateGroups="expert"', 'camunda:assignee="${starter}"', 'camunda:candidateUsers="expert-1"'])(
    'and is content with %s',
    async (attribute) => {
      expect(await found(`<userTask id="ask" ${attribute}/>`)).toEqual([]);
    },
  );

  it('or takes that of its lane', async () => {
    const lane = '<laneSet id="s"><lane id="l" gaita:role="expert"><flowNodeRef>ask</flowNodeRef></lane></laneSet>';
    expect(await findProblems('user-task-role', lane + inARow(['ask', '<userTask id="ask"/>']))).toEqual([]);
  });
});
