import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const message = '<message id="m" name="answer"/>';
const after = (...targets: readonly (readonly [id: string, element: string])[]) =>
  inARow(['g', '<eventBasedGateway id="g"/>']).replace('<sequenceFlow id="to-end" sourceRef="g" targetRef="end"/>', '') +
  targets.map(([id, element]) => `${element}<sequenceFlow id="g-${id}" sourceRef="g" targetRef="${id}"/>`).join('');
const catching = (id: string) =>
  [id, `<intermediateCatchEvent id="${id}"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>`] as const;
const receive = ['r', '<receiveTask id="r" messageRef="m"/>'] as const;
const found = (body: string) => findProblems('event-based-gateway', body, { roots: message });

describe('an event-based gateway', () => {
  it('is followed by catching events and receive tasks', async () => {
    expect(await found(after(catching('a'), receive))).toEqual([]);
  });

  it('is not followed by other work', async () => {
    expect(await found(after(catching('a'), ['t', '<userTask id="t"/>']))).toEqual(['error t']);
  });

  it('is the only way to what follows it', async () => {
    const second = '<sequenceFlow id="also" sourceRef="start" targetRef="a"/>';
    expect(await found(after(catching('a'), receive) + second)).toEqual(['error a']);
  });

  it('is not followed by a receive task with a boundary event, which could never occur', async () => {
    const late =
      '<boundaryEvent id="late" attachedToRef="r"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>';
    expect(await found(after(catching('a'), receive) + late)).toEqual(['error r']);
  });

  it('is left by flows: without one it would wait for ever', async () => {
    expect(await found(after())).toEqual(['error g']);
  });

  it('has something to choose from', async () => {
    expect(await found(after(catching('a')))).toEqual(['warning g']);
  });
});
