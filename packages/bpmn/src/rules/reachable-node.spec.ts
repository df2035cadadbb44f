import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (body: string) => findProblems('reachable-node', body);

describe('a node must be reachable', () => {
  it('from a start event along flows', async () => {
    expect(await found(`${inARow(['a', '<task id="a"/>'])}<task id="island"/>`)).toEqual(['warning island']);
  });

  it('which a loop that nothing enters is not', async () => {
    const loop =
      '<task id="x"/><task id="y"/><sequenceFlow id="xy" sourceRef="x" targetRef="y"/><sequenceFlow id="yx" sourceRef="y" targetRef="x"/>';
    expect(await found(inARow() + loop)).toEqual(['warning x', 'warning y']);
  });

  it('or through a boundary event of a reachable activity', async () => {
    const boundary = (host: string) =>
      `<boundaryEvent id="late" attachedToRef="${host}"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>
       <endEvent id="over"/><sequenceFlow id="f" sourceRef="late" targetRef="over"/>`;
    expect(await found(inARow(['a', '<task id="a"/>']) + boundary('a'))).toEqual([]);
    expect(await found(`${inARow()}<task id="island"/>${boundary('island')}`)).toEqual([
      'warning island',
      'warning late',
      'warning over',
    ]);
  });

  it('while an event sub-process stands alone', async () => {
    expect(await found(`${inARow()}<subProcess id="events" triggeredByEvent="true"/>`)).toEqual([]);
  });
});
