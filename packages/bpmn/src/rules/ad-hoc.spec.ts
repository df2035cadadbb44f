import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (inside: string) =>
  findProblems('ad-hoc', inARow(['part', `<adHocSubProcess id="part">${inside}</adHocSubProcess>`]));

describe('an ad-hoc sub-process', () => {
  it('holds activities to choose from, without start and end events', async () => {
    expect(await found('<task id="a"/><task id="b"/>')).toEqual([]);
    expect(await found('<startEvent id="s"/><task id="a"/><endEvent id="e"/>')).toEqual(['error s', 'error e']);
  });

  it('of which one at least can be chosen', async () => {
    expect(await found('')).toEqual(['warning part']);
    expect(await found('<task id="a"/><sequenceFlow id="f" sourceRef="a" targetRef="a"/>')).toEqual(['warning part']);
  });
});
