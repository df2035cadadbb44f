import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

/** A gateway `g` with flows to the ends `x` and `y`, each with a condition or none. */
const split = (type: string, x: string, y: string, attributes = '') => {
  const flow = (id: string, condition: string) =>
    `<sequenceFlow id="to-${id}" sourceRef="g" targetRef="${id}">${condition && `<conditionExpression>${condition}</conditionExpression>`}</sequenceFlow><endEvent id="${id}"/>`;
  return `<startEvent id="start"/><sequenceFlow id="f" sourceRef="start" targetRef="g"/><${type} id="g" ${attributes}/>${flow('x', x)}${flow('y', y)}`;
};
const found = (...given: Parameters<typeof split>) => findProblems('gateway-conditions', split(...given));

describe('an exclusive gateway', () => {
  it('has conditions and a default flow', async () => {
    expect(await found('exclusiveGateway', '= a', '', 'default="to-y"')).toEqual([]);
  });

  it('is refused when it cannot choose between flows without condition', async () => {
    expect(await found('exclusiveGateway', '', '')).toEqual(['error to-x', 'error to-y']);
  });

  it('is refused when its default flow has a condition', async () => {
    expect(await found('exclusiveGateway', '= a', '= b', 'default="to-y"')).toEqual(['error to-y']);
  });

  it('is named when nothing remains should no condition hold', async () => {
    expect(await found('exclusiveGateway', '= a', '= b')).toEqual(['warning g']);
  });

  it('takes its only flow without condition as the default one, which is said', async () => {
    expect(await found('exclusiveGateway', '= a', '')).toEqual([]);
    expect(await findProblems('default-flow-implied', split('exclusiveGateway', '= a', ''))).toEqual(['warning g']);
  });

  it('that only joins asks for nothing', async () => {
    expect(await findProblems('gateway-conditions', inARow(['g', '<exclusiveGateway id="g"/>']))).toEqual([]);
  });
});

describe('an inclusive gateway', () => {
  it('may always take a flow without condition', async () => {
    expect(await found('inclusiveGateway', '= a', '')).toEqual([]);
    expect(await found('inclusiveGateway', '= a', '= b')).toEqual(['warning g']);
  });
});

describe('a parallel gateway', () => {
  it('takes every flow, so that conditions mislead', async () => {
    expect(await found('parallelGateway', '= a', '')).toEqual(['warning to-x']);
  });
});
