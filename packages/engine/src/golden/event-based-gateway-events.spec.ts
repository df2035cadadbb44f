import { expect } from '@jest/globals';
import { conditional, eventRoots, message, signal, waitingIn } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
const caught = (id: string, definition: string, attributes = '') =>
  `<intermediateCatchEvent id="${id}" ${attributes}>${definition}</intermediateCatchEvent>${flow('gate', id)}${flow(id, 'work')}`;
const model = {
  roots: eventRoots,
  process: `
    <startEvent id="start"/><exclusiveGateway id="merge"/><eventBasedGateway id="gate"/>
    ${flow('start', 'merge')}${flow('merge', 'gate')}
    <receiveTask id="paper" messageRef="m2"/>${flow('gate', 'paper')}${flow('paper', 'work')}
    ${caught('bell', signal)}
    ${caught('ready', conditional)}
    ${caught('late', '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>')}
    ${caught('either', `<signalEventDefinition signalRef="s2"/>${message}`)}
    ${caught('both', `<signalEventDefinition signalRef="s2"/>${message}`, 'parallelMultiple="true"')}
    <userTask id="work"/><exclusiveGateway id="again" default="again-end"/><endEvent id="end"/>${flow('work', 'again')}${flow('again', 'end')}
    <sequenceFlow id="again-merge" sourceRef="again" targetRef="merge"><conditionExpression xsi:type="tFormalExpression">= again</conditionExpression></sequenceFlow>`,
};

feature('event-based gateway', {
  normal: {
    model,
    play: (play) => {
      play.start();
      expect(waitingIn(play)).toEqual([
        'message paper',
        'signal bell',
        'conditional ready',
        'timer late',
        'signal either',
        'message either',
        'signal both',
        'message both',
      ]);
      play.receive('paper', { sheets: 2 });
      expect(play.variables()).toEqual({ sheets: 2 });
      expect(waitingIn(play)).toEqual(['task work']);
    },
    trace: '+start -start +merge -merge +gate -gate +paper -paper +work',
  },
  cancelled: {
    model,
    play: (play) => {
      play.start().do({ type: 'cancel' });
      expect(play.of('subscriptionClosed')).toHaveLength(6);
      expect(play.of('timerCanceled')).toHaveLength(1);
    },
    trace: '+start -start +merge -merge +gate ~gate =terminated',
  },
  repeated: {
    model,
    play: (play) => {
      play.start().hear('bell').complete('work', { again: true });
      play.write({ ready: true }).complete('work', { ready: false });
      play.fire('late').complete('work').hear('both').hear('either').complete('work');
      play.hear('both', { a: 1 }).receive('both', { b: 2 });
      expect(play.variables()).toMatchObject({ a: 1, b: 2 });
      play.complete('work', { again: false });
    },
    trace: `+start -start +merge -merge +gate -gate +bell -bell +work -work +again -again
      +merge -merge +gate -gate +ready -ready +work -work +again -again
      +merge -merge +gate -gate +late -late +work -work +again -again
      +merge -merge +gate -gate +either -either +work -work +again -again
      +merge -merge +gate -gate +both -both +work -work +again -again +end -end =completed`,
  },
  'a condition that holds already is taken at once': {
    model,
    play: (play) => play.start({ ready: true }),
    trace: '+start -start +merge -merge +gate -gate +ready -ready +work',
  },
});
