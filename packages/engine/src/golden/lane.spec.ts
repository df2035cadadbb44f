import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

const twoLanes = `
  <laneSet id="lanes">
    <lane id="front" name="Front desk" gaita:role="front-desk"><flowNodeRef>start</flowNodeRef><flowNodeRef>receive</flowNodeRef></lane>
    <lane id="office" name="case-handler"><flowNodeRef>handle</flowNodeRef></lane>
  </laneSet>
  <startEvent id="start"/>
  <userTask id="receive"/>
  <userTask id="handle"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="receive"/>
  <sequenceFlow id="f2" sourceRef="receive" targetRef="handle"/>`;

feature('lane', {
  normal: {
    model: twoLanes,
    play: (play) => {
      play.start().complete('receive');
      expect(play.of('taskCreated').map(({ elementId, candidateGroups }) => [elementId, candidateGroups])).toEqual([
        ['receive', ['front-desk']],
        ['handle', ['case-handler']],
      ]);
    },
    trace: '+start -start +receive -receive +handle',
  },
  cancelled: {
    model: twoLanes,
    play: (play) => play.start().do({ type: 'cancel' }),
    trace: '+start -start +receive ~receive =terminated',
  },
  repeated: {
    model: `
      <laneSet id="lanes">
        <lane id="office" gaita:role="case-handler">
          <flowNodeRef>start</flowNodeRef><flowNodeRef>merge</flowNodeRef><flowNodeRef>work</flowNodeRef><flowNodeRef>again</flowNodeRef>
          <childLaneSet id="inner"><lane id="expert" gaita:role="expert"><flowNodeRef>work</flowNodeRef></lane></childLaneSet>
        </lane>
      </laneSet>
      <startEvent id="start"/><exclusiveGateway id="merge"/><userTask id="work"/><exclusiveGateway id="again" default="no"/><endEvent id="end"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
      <sequenceFlow id="f2" sourceRef="merge" targetRef="work"/>
      <sequenceFlow id="f3" sourceRef="work" targetRef="again"/>
      <sequenceFlow id="yes" sourceRef="again" targetRef="merge"><conditionExpression>\${again}</conditionExpression></sequenceFlow>
      <sequenceFlow id="no" sourceRef="again" targetRef="end"/>`,
    play: (play) => {
      play.start().complete('work', { again: true }).complete('work', { again: false });
      expect(play.of('taskCreated').map(({ candidateGroups }) => candidateGroups)).toEqual([['expert'], ['expert']]);
    },
    trace: `+start -start +merge -merge +work -work +again -again
      +merge -merge +work -work +again -again +end -end =completed`,
  },
});
