import { describe, expect, it } from '@jest/globals';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const problems = async (body: string, roots = '') =>
  (await readModel(processXml(body, { roots }))).problems.map(
    ({ severity, rule, elementId }) => `${severity} ${rule} ${elementId}`,
  );

describe('a sequence flow dangles', () => {
  it.each([
    ['without a source', '<sequenceFlow id="f" targetRef="end"/>'],
    ['without a target', '<sequenceFlow id="f" sourceRef="start"/>'],
    ['from what is not there', '<sequenceFlow id="f" sourceRef="gone" targetRef="end"/>'],
    ['to what is not there', '<sequenceFlow id="f" sourceRef="start" targetRef="gone"/>'],
    ['to a name that every object has', '<sequenceFlow id="f" sourceRef="start" targetRef="toString"/>'],
    ['to a note', '<textAnnotation id="note"/><sequenceFlow id="f" sourceRef="start" targetRef="note"/>'],
    ['into a start event', '<task id="t"/><sequenceFlow id="f" sourceRef="t" targetRef="start"/>'],
    ['out of an end event', '<task id="t"/><sequenceFlow id="f" sourceRef="end" targetRef="t"/>'],
    [
      'into another scope',
      '<subProcess id="sub"><task id="inner"/></subProcess><sequenceFlow id="f" sourceRef="start" targetRef="inner"/>',
    ],
    [
      'into a boundary event',
      '<task id="t"/><boundaryEvent id="b" attachedToRef="t"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><sequenceFlow id="f" sourceRef="start" targetRef="b"/>',
    ],
  ])('%s', async (_how, flow) => {
    expect(await problems(inARow() + flow)).toEqual(['error dangling-flow f']);
  });

  it('when a node lists one that is not there', async () => {
    expect(await problems(inARow(['t', '<task id="t"><outgoing>gone</outgoing></task>']))).toEqual(['error dangling-flow t']);
  });

  it('but one listed at the wrong node only deserves a word, since the flow itself counts', async () => {
    expect(await problems(inARow(['t', '<task id="t"><incoming>to-end</incoming></task>']))).toEqual([
      'warning stale-flow-list t',
    ]);
  });
});

describe('other references', () => {
  it.each([
    ['a message', '<receiveTask id="t" messageRef="gone"/>'],
    ['a default flow', '<task id="t" default="gone"/>'],
    ['another node’s default flow', '<task id="t" default="to-t"/>'],
    [
      'an error',
      '<subProcess id="t"><startEvent id="s"/><endEvent id="e"><errorEventDefinition errorRef="gone"/></endEvent></subProcess>',
    ],
  ])('to %s that is not there refuse the model', async (_what, node) => {
    expect(await problems(inARow(['t', node]))).toEqual([expect.stringMatching(/^error unresolved-reference [te]$/)]);
  });

  it('of lanes only deserve a word', async () => {
    const lanes = '<laneSet id="ls"><lane id="l"><flowNodeRef>gone</flowNodeRef></lane></laneSet>';
    expect(await problems(lanes + inARow())).toEqual(['warning unresolved-reference l']);
  });
});
