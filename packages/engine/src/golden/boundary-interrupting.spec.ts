import { expect } from '@jest/globals';
import type { EventKind } from '../testing/event-kinds.ts';
import { errorKind, escalationKind, eventKinds, eventRoots, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const model = ({ definition, attributes = '', work }: EventKind) => ({
  roots: eventRoots,
  process: `
    <startEvent id="start"/><exclusiveGateway id="merge"/>
    ${work}
    <boundaryEvent id="caught" attachedToRef="work" ${attributes}>${definition}</boundaryEvent>
    <userTask id="after"/><userTask id="reaction"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
    <sequenceFlow id="f2" sourceRef="merge" targetRef="work"/>
    <sequenceFlow id="f3" sourceRef="work" targetRef="after"/>
    <sequenceFlow id="f4" sourceRef="caught" targetRef="reaction"/>
    <sequenceFlow id="f5" sourceRef="reaction" targetRef="merge"/>`,
});

const kinds = { ...eventKinds, error: errorKind, escalation: escalationKind } as const;

for (const name of Object.keys(kinds) as (keyof typeof kinds)[]) {
  const kind: EventKind = kinds[name];
  feature(`boundary event, interrupting: ${name}`, {
    normal: {
      model: model(kind),
      play: (play) => {
        kind.occur(play.start());
        expect(waitingIn(play)).toEqual(['task reaction']);
      },
      trace: '+start -start +merge -merge +work ~work +caught -caught +reaction',
    },
    cancelled: {
      model: model(kind),
      play: (play) => {
        kind.finish(play.start());
        expect(waitingIn(play)).toEqual(['task after']);
      },
      trace: '+start -start +merge -merge +work -work +after',
    },
    repeated: {
      model: model(kind),
      play: (play) => {
        kind.occur(play.start());
        play.complete('reaction');
        kind.occur(play);
        play.complete('reaction');
        kind.finish(play);
        play.complete('after');
      },
      trace: `+start -start +merge -merge +work ~work +caught -caught +reaction -reaction
        +merge -merge +work ~work +caught -caught +reaction -reaction
        +merge -merge +work -work +after -after =completed`,
    },
  });
}
