import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (attributes: string, roles?: string[]) =>
  findProblems('known-role', inARow(['ask', `<userTask id="ask" ${attributes}/>`]), { context: { roles } });

describe('roles must be in the registry', () => {
  it('whether they are responsible, joint or consulted', async () => {
    expect(await found('camunda:candidateGroups="expert,wizard"')).toEqual(['warning ask']);
    expect(await found('gaita:joint="wizard"')).toEqual(['warning ask']);
    expect(await found('gaita:consulted="lawyer!, wizard!"')).toEqual(['warning ask']);
    expect(await found('camunda:candidateGroups="expert" gaita:joint="finance" gaita:consulted="lawyer!"')).toEqual([]);
  });

  it('unless an expression computes them', async () => {
    expect(await found('camunda:candidateGroups="${group}"')).toEqual([]);
  });

  it('the registry being what the caller knows', async () => {
    expect(await found('camunda:candidateGroups="wizard"', ['wizard'])).toEqual([]);
    expect(await found('camunda:candidateGroups="expert"', ['wizard'])).toEqual(['warning ask']);
  });
});
