import { expect } from '@jest/globals';
import type { EventKind } from '../testing/event-kinds.ts';
import { escalationKind, eventKinds, eventRoots, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const model = ({ definition, attributes = '', work }: EventKind) => ({
  roots: eventRoots,
  process: `
    <startEvent id="start"/>
    ${work}
    <boundaryEvent id="caught" attachedToRef="work" cancelActivity="false" ${attributes}>${definition}</boundaryEvent>
    <userTask id="after"/><userTask id="reaction"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="work"/>
    <sequenceFlow id="f2" sourceRef="work" targetRef="after"/>
    <sequenceFlow id="f3" sourceRef="caught" targetRef="reaction"/>`,
});

const kinds = { ...eventKinds, escalation: escalationKind } as const;

for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) {
  const kind: EventKind = kinds[name];
  feature(`boundary event, non-interrupting: ${name}`, {
    normal: {
      model: model(kind),
      play: (play) => {
        kind.occur(play.start());
        play.complete('reaction');
        kind.finish(play);
        play.complete('after');
      },
      trace: '+start -start +work +caught -caught +reaction -reaction -work +after -after =completed',
    },
    cancelled: {
      model: model(kind),
      play: (play) => {
        kind.occur(play.start());
        kind.finish(play);
        expect(waitingIn(play)).toEqual(['task reaction', 'task after']);
      },
      trace: '+start -start +work +caught -caught +reaction -work +after',
    },
    repeated: {
      model: model(kind),
      play: (play) => {
        play.start();
        for (let round = 0; round < 3; round++) kind.occur(play);
        play.complete('reaction').complete('reaction').complete('reaction');
        kind.occur(play);
      },
      trace: `+start -start +work +caught -caught +reaction +caught -caught +reaction +caught -caught +reaction
        -reaction -reaction -reaction +caught -caught +reaction`,
    },
  });
}
