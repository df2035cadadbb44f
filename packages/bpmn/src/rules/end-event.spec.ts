import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

describe('a path ends at an end event', () => {
  it('and is named where it just stops', async () => {
    const body = '<startEvent id="start"/><task id="last"/><sequenceFlow id="f" sourceRef="start" targetRef="last"/>';
    expect(await findProblems('end-event', body)).toEqual(['warning last']);
    expect(await findProblems('end-event', inARow(['a', '<task id="a"/>']))).toEqual([]);
  });

  it('while an event sub-process has no flows to draw', async () => {
    expect(await findProblems('end-event', `${inARow()}<subProcess id="e" triggeredByEvent="true"/>`)).toEqual([]);
  });
});
