import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (loop: string) =>
  findProblems(
    'multi-instance',
    inARow(['t', `<task id="t"><multiInstanceLoopCharacteristics ${loop}</multiInstanceLoopCharacteristics></task>`]),
  );

describe('a multi-instance activity says how often it runs', () => {
  it('by a collection or a number', async () => {
    expect(await found('camunda:collection="services">')).toEqual([]);
    expect(await found('><loopCardinality>3</loopCardinality>')).toEqual([]);
    expect(await found('><loopCardinality>= count(services)</loopCardinality>')).toEqual([]);
  });

  it('and is refused otherwise', async () => {
    expect(await found('>')).toEqual(['error t']);
    expect(await found('><loopCardinality>many</loopCardinality>')).toEqual(['error t']);
  });
});
