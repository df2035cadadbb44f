import { expect } from '@jest/globals';
import { eventRoots, message, signal, timer, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const model = {
  roots: eventRoots,
  process: `
    <startEvent id="counter"/>
    <startEvent id="mail">${message}</startEvent>
    <startEvent id="bell">${signal}</startEvent>
    <startEvent id="clock">${timer}</startEvent>
    <userTask id="register"/><userTask id="work"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="counter" targetRef="work"/>
    <sequenceFlow id="f2" sourceRef="mail" targetRef="register"/>
    <sequenceFlow id="f3" sourceRef="bell" targetRef="work"/>
    <sequenceFlow id="f4" sourceRef="clock" targetRef="work"/>
    <sequenceFlow id="f5" sourceRef="register" targetRef="work"/>
    <sequenceFlow id="f6" sourceRef="work" targetRef="end"/>`,
};

feature('start event: several in one process', {
  normal: {
    model,
    play: (play) => {
      play.start({}, { startElementId: 'mail' });
      expect(waitingIn(play)).toEqual(['task register']);
      play.complete('register').complete('work');
    },
    trace: '+mail -mail +register -register +work -work +end -end =completed',
  },
  cancelled: {
    model,
    play: (play) => play.start({}, { startElementId: 'bell' }).do({ type: 'cancel' }),
    trace: '+bell -bell +work ~work =terminated',
  },
  repeated: {
    model,
    play: (play) => {
      expect(play.process.startEvents.map(({ elementId, kind }) => `${elementId} ${kind}`)).toEqual([
        'counter none',
        'mail message',
        'bell signal',
        'clock timer',
      ]);
      play.start({}, { startElementId: 'clock' });
      expect(play.try({ type: 'start', instanceId: 'instance', variables: {}, startElementId: 'bell' })?.code).toBe(
        'invalid-request',
      );
      play.complete('work');
    },
    trace: '+clock -clock +work -work +end -end =completed',
  },
  'without an event at the none start': {
    model,
    play: (play) => play.start().complete('work'),
    trace: '+counter -counter +work -work +end -end =completed',
  },
  'nothing is drawn: whatever nothing leads to begins, and waits in the instance': {
    model: {
      roots: eventRoots,
      process: `
        <receiveTask id="paper" messageRef="m1"/>
        <intermediateCatchEvent id="bell">${signal}</intermediateCatchEvent>
        <task id="note"/><userTask id="work"/>
        <sequenceFlow id="f1" sourceRef="paper" targetRef="work"/>`,
    },
    play: (play) => {
      play.start();
      expect(waitingIn(play)).toEqual(['message paper', 'signal bell']);
      play.receive('paper').complete('work').hear('bell');
    },
    trace: '+paper +bell +note -note -paper +work -work -bell =completed',
  },
});
