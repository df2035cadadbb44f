import { expect } from '@jest/globals';
import { eventRoots, signal, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';
import type { Play } from '../testing/play.ts';

const paper = { type: 'start', instanceId: 'instance', variables: { sheets: 2 }, startElementId: 'paper' } as const;

const receive = {
  roots: eventRoots,
  process: `
    <receiveTask id="paper" messageRef="m1" instantiate="true"/>
    <userTask id="work"/><receiveTask id="more" messageRef="m1"/>
    <boundaryEvent id="late" attachedToRef="paper"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
    <sequenceFlow id="f1" sourceRef="paper" targetRef="work"/>
    <sequenceFlow id="f2" sourceRef="work" targetRef="more"/>`,
};

feature('receive task that instantiates', {
  normal: {
    model: receive,
    play: (play) => {
      play.do(paper);
      expect(play.of('instanceStarted')).toMatchObject([{ startElementId: 'paper' }]);
      expect(play.variables()).toEqual({ sheets: 2 });
      expect(waitingIn(play)).toEqual(['task work']);
    },
    trace: '+paper -paper +work',
  },
  cancelled: {
    model: receive,
    play: (play) => {
      // Without its message nothing starts.
      expect(play.try({ type: 'start', instanceId: 'instance', variables: {} })?.code).toBe('invalid-request');
      expect(play.try({ ...paper, startElementId: 'more' })?.code).toBe('invalid-request');
      play.do(paper).do({ type: 'cancel' });
    },
    trace: '+paper -paper +work ~work =terminated',
  },
  repeated: {
    model: receive,
    play: (play) => {
      play.do(paper).complete('work').receive('more');
    },
    trace: '+paper -paper +work -work +more -more =completed',
  },
});

const gateway = (type: 'Exclusive' | 'Parallel') => ({
  roots: eventRoots,
  process: `
    <eventBasedGateway id="gate" instantiate="true" eventGatewayType="${type}"/>
    <receiveTask id="paper" messageRef="m1"/>
    <intermediateCatchEvent id="stamp"><messageEventDefinition messageRef="m2"/></intermediateCatchEvent>
    <intermediateCatchEvent id="bell">${signal}</intermediateCatchEvent>
    <userTask id="read"/><userTask id="check"/><userTask id="open"/>
    <sequenceFlow id="g1" sourceRef="gate" targetRef="paper"/>
    <sequenceFlow id="g2" sourceRef="gate" targetRef="stamp"/>
    <sequenceFlow id="g3" sourceRef="gate" targetRef="bell"/>
    <sequenceFlow id="f1" sourceRef="paper" targetRef="read"/>
    <sequenceFlow id="f2" sourceRef="stamp" targetRef="check"/>
    <sequenceFlow id="f3" sourceRef="bell" targetRef="open"/>`,
});
const startAt = (play: Play, startElementId: string) => play.do({ ...paper, startElementId });

feature('event-based gateway that instantiates: exclusive', {
  normal: {
    model: gateway('Exclusive'),
    play: (play) => {
      startAt(play, 'stamp');
      expect(waitingIn(play)).toEqual(['task check']);
      play.complete('check');
    },
    trace: '+gate -gate +stamp -stamp +check -check =completed',
  },
  cancelled: {
    model: gateway('Exclusive'),
    play: (play) => {
      expect(play.try({ type: 'start', instanceId: 'instance', variables: {} })?.code).toBe('invalid-request');
      startAt(play, 'paper').do({ type: 'cancel' });
    },
    trace: '+gate -gate +paper -paper +read ~read =terminated',
  },
  repeated: {
    model: gateway('Exclusive'),
    play: (play) => {
      expect(play.process.startEvents.map(({ elementId, kind }) => `${elementId} ${kind}`)).toEqual([
        'paper message',
        'stamp message',
        'bell signal',
      ]);
      startAt(play, 'bell').complete('open');
    },
    trace: '+gate -gate +bell -bell +open -open =completed',
  },
});

feature('event-based gateway that instantiates: parallel', {
  normal: {
    model: gateway('Parallel'),
    play: (play) => {
      startAt(play, 'stamp');
      expect(waitingIn(play)).toEqual(['message paper', 'signal bell', 'task check']);
      play.hear('bell').receive('paper').complete('read').complete('check').complete('open');
    },
    trace: `+gate -gate +paper +stamp -stamp +bell +check -bell +open -paper +read -read -check -open =completed`,
  },
  cancelled: {
    model: gateway('Parallel'),
    play: (play) => {
      startAt(play, 'paper').do({ type: 'cancel' });
      expect(play.waits()).toEqual([]);
    },
    trace: '+gate -gate +paper -paper +stamp +bell +read ~read ~bell ~stamp =terminated',
  },
  repeated: {
    model: gateway('Parallel'),
    play: (play) => {
      startAt(play, 'bell').complete('open').receive('stamp').complete('check');
      // All of the events must occur before the instance is over.
      expect(play.outcome()).toBeUndefined();
      play.receive('paper').complete('read');
    },
    trace: '+gate -gate +paper +stamp +bell -bell +open -open -stamp +check -check -paper +read -read =completed',
  },
});
