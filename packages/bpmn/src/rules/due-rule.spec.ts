import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (due: string) => findProblems('due-rule', inARow(['t', `<userTask id="t" gaita:due="${due}"/>`]));

describe('the legal term of a process', () => {
  const of = (due: string) => findProblems('due-rule', inARow(['t', '<task id="t"/>']), { process: `gaita:due="${due}"` });

  it('names a procedure', async () => {
    expect(await of('legal: administrative-act')).toEqual([]);
    expect(await of('14 days')).toEqual(['error process']);
  });
});

describe('a due rule', () => {
  it.each([
    '10 working days',
    '1 working day',
    '14 days',
    '1 month',
    '2 weeks',
    '1 year',
    '10  Working Days',
    'P14D',
    'P10WD',
    'P1Y6M',
    'legal: permit',
  ])('%s is read', async (due) => {
    expect(await found(due)).toEqual([]);
  });

  it.each(['soon', 'ten days', '10', 'working days', 'legal:', '-3 days', 'P', 'PT1H'])('%s is refused', async (due) => {
    expect(await found(due)).toEqual(['error t']);
  });
});
