import { expect } from '@jest/globals';
import type { EventKind } from '../testing/event-kinds.ts';
import { escalationKind, eventKinds, eventRoots, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const scope = ({ definition, attributes = '', work }: EventKind) => `
  <startEvent id="begin"/>
  ${work}
  <sequenceFlow id="f1" sourceRef="begin" targetRef="work"/>
  <subProcess id="handler" triggeredByEvent="true">
    <startEvent id="caught" isInterrupting="false" ${attributes}>${definition}</startEvent>
    <userTask id="handle"/>
    <sequenceFlow id="h1" sourceRef="caught" targetRef="handle"/>
  </subProcess>`;

const inProcess = (kind: EventKind) => ({ roots: eventRoots, process: scope(kind) });
const inSubProcess = (kind: EventKind) => ({
  roots: eventRoots,
  process: `
    <startEvent id="start"/>
    <subProcess id="part">${scope(kind)}</subProcess>
    <boundaryEvent id="stop" attachedToRef="part"><messageEventDefinition messageRef="m2"/></boundaryEvent>
    <userTask id="after"/>
    <sequenceFlow id="p1" sourceRef="start" targetRef="part"/>
    <sequenceFlow id="p2" sourceRef="part" targetRef="after"/>
    <sequenceFlow id="p3" sourceRef="stop" targetRef="after"/>`,
});

const kinds = { ...eventKinds, escalation: escalationKind } as const;

for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) {
  const kind: EventKind = kinds[name];
  feature(`event sub-process, non-interrupting: ${name}`, {
    normal: {
      model: inProcess(kind),
      play: (play) => {
        kind.occur(play.start());
        kind.finish(play);
        expect(play.outcome()).toBeUndefined();
        play.complete('handle');
      },
      trace: '+begin -begin +work +handler +caught -caught +handle -work -handle -handler =completed',
    },
    cancelled: {
      model: inSubProcess(kind),
      play: (play) => {
        kind.occur(play.start());
        play.receive('stop');
        expect(waitingIn(play)).toEqual(['task after']);
      },
      trace: `+start -start +part +begin -begin +work +handler +caught -caught +handle
        ~handle ~handler ~work ~part +stop -stop +after`,
    },
    repeated: {
      model: inSubProcess(kind),
      play: (play) => {
        kind.occur(play.start());
        kind.occur(play);
        play.complete('handle');
        kind.occur(play);
        kind.finish(play);
        play.complete('handle').complete('handle');
        expect(waitingIn(play)).toEqual(['task after']);
      },
      trace: `+start -start +part +begin -begin +work +handler +caught -caught +handle +handler +caught -caught +handle
        -handle -handler +handler +caught -caught +handle -work -handle -handler -handle -handler -part +after`,
    },
  });
}
