import { expect } from '@jest/globals';
import type { EventKind } from '../testing/event-kinds.ts';
import { eventKinds, eventRoots, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const caught = ({ definition, attributes = '' }: EventKind) =>
  `<intermediateCatchEvent id="caught" ${attributes}>${definition}</intermediateCatchEvent>`;

const inARow = (kind: EventKind) => ({
  roots: eventRoots,
  process: `
    <startEvent id="start"/><exclusiveGateway id="merge"/>
    ${caught(kind)}
    <userTask id="after"/><exclusiveGateway id="again" default="enough"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
    <sequenceFlow id="f2" sourceRef="merge" targetRef="caught"/>
    <sequenceFlow id="f3" sourceRef="caught" targetRef="after"/>
    <sequenceFlow id="f4" sourceRef="after" targetRef="again"/>
    <sequenceFlow id="f5" sourceRef="again" targetRef="merge"><conditionExpression xsi:type="tFormalExpression">= again</conditionExpression></sequenceFlow>
    <sequenceFlow id="enough" sourceRef="again" targetRef="end"/>`,
});
const inSubProcess = (kind: EventKind) => ({
  roots: eventRoots,
  process: `
    <startEvent id="start"/>
    <subProcess id="part"><startEvent id="begin"/>${caught(kind)}<sequenceFlow id="i1" sourceRef="begin" targetRef="caught"/></subProcess>
    <boundaryEvent id="stop" attachedToRef="part"><messageEventDefinition messageRef="m2"/></boundaryEvent>
    <userTask id="after"/>
    <sequenceFlow id="p1" sourceRef="start" targetRef="part"/>
    <sequenceFlow id="p2" sourceRef="part" targetRef="after"/>
    <sequenceFlow id="p3" sourceRef="stop" targetRef="after"/>`,
});

for (const name of Object.keys(eventKinds) as (keyof typeof eventKinds)[]) {
  const kind: EventKind = eventKinds[name];
  feature(`intermediate catch event: ${name}`, {
    normal: {
      model: inARow(kind),
      play: (play) => {
        kind.occur(play.start());
        expect(waitingIn(play)).toEqual(['task after']);
      },
      trace: '+start -start +merge -merge +caught -caught +after',
    },
    cancelled: {
      model: inSubProcess(kind),
      play: (play) => {
        play.start().receive('stop');
        expect(waitingIn(play)).toEqual(['task after']);
      },
      trace: '+start -start +part +begin -begin +caught ~caught ~part +stop -stop +after',
    },
    repeated: {
      model: inARow(kind),
      play: (play) => {
        kind.occur(play.start());
        play.complete('after', { again: true });
        kind.occur(play);
        play.complete('after', { again: false });
      },
      trace: `+start -start +merge -merge +caught -caught +after -after +again -again
        +merge -merge +caught -caught +after -after +again -again +end -end =completed`,
    },
  });
}
