import { expect } from '@jest/globals';
import type { EventKind } from '../testing/event-kinds.ts';
import { errorKind, escalationKind, eventKinds, eventRoots, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const scope = ({ definition, attributes = '', work }: EventKind) => `
  <startEvent id="begin"/><parallelGateway id="fork"/>
  ${work}
  <userTask id="other"/>
  <sequenceFlow id="f1" sourceRef="begin" targetRef="fork"/>
  <sequenceFlow id="f2" sourceRef="fork" targetRef="work"/>
  <sequenceFlow id="f3" sourceRef="fork" targetRef="other"/>
  <subProcess id="handler" triggeredByEvent="true">
    <startEvent id="caught" ${attributes}>${definition}</startEvent>
    <userTask id="handle"/>
    <sequenceFlow id="h1" sourceRef="caught" targetRef="handle"/>
  </subProcess>`;

const inProcess = (kind: EventKind) => ({ roots: eventRoots, process: scope(kind) });
const inSubProcess = (kind: EventKind, repeat = '') => ({
  roots: eventRoots,
  process: `
    <startEvent id="start"/>
    <subProcess id="part">${repeat}${scope(kind)}</subProcess>
    <userTask id="after"/>
    <sequenceFlow id="p1" sourceRef="start" targetRef="part"/>
    <sequenceFlow id="p2" sourceRef="part" targetRef="after"/>`,
});
const twice =
  '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>';

const kinds = { ...eventKinds, error: errorKind, escalation: escalationKind } as const;

for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) {
  const kind: EventKind = kinds[name];
  // An error ends the activity that throws it first; other events end the work of the scope in the order of its end.
  const ended = name === 'error' ? '~work ~other' : '~other ~work';
  feature(`event sub-process, interrupting: ${name}`, {
    normal: {
      model: inProcess(kind),
      play: (play) => {
        kind.occur(play.start());
        expect(waitingIn(play)).toEqual(['task handle']);
        play.complete('handle');
      },
      trace: `+begin -begin +fork -fork +work +other ${ended} +handler +caught -caught +handle -handle -handler =completed`,
    },
    cancelled: {
      model: inSubProcess(kind),
      play: (play) => {
        kind.finish(play.start());
        play.complete('other');
        expect(waitingIn(play)).toEqual(['task after']);
      },
      trace: '+start -start +part +begin -begin +fork -fork +work +other -work -other -part +after',
    },
    repeated: {
      model: inSubProcess(kind, twice),
      play: (play) => {
        kind.occur(play.start());
        play.complete('handle');
        kind.occur(play);
        play.complete('handle');
      },
      trace: `+start -start +part
        +part +begin -begin +fork -fork +work +other ${ended} +handler +caught -caught +handle -handle -handler -part
        +part +begin -begin +fork -fork +work +other ${ended} +handler +caught -caught +handle -handle -handler -part
        -part +after`,
    },
  });
}
