import { expect } from '@jest/globals';
import { eventRoots } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';

const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
const escalation = (ref: string) => `<escalationEventDefinition ${ref && `escalationRef="${ref}"`}/>`;
const boundary = (id: string, host: string, ref: string, attributes = 'cancelActivity="false"') =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" ${attributes}>${escalation(ref)}</boundaryEvent><userTask id="${id}-task"/>${flow(id, `${id}-task`)}`;
const nested = (beside: string, inside = '') => ({
  roots: eventRoots,
  process: `<startEvent id="start"/>
    <subProcess id="outer"><startEvent id="begin"/>
      <subProcess id="inner"><startEvent id="deep"/><intermediateThrowEvent id="throw">${escalation('u1')}</intermediateThrowEvent><userTask id="work"/>
        ${flow('deep', 'throw')}${flow('throw', 'work')}</subProcess>
      ${flow('begin', 'inner')}${inside}
    </subProcess>${flow('start', 'outer')}${beside}`,
});

feature('escalation: travels to the nearest fitting scope', {
  normal: {
    // The nearer does not fit, of the two farther the one with the code goes first; the work goes on.
    model: nested(`${boundary('any', 'outer', '')}${boundary('exact', 'outer', 'u1')}`, boundary('other', 'inner', 'u2')),
    play: (play) => {
      play.start();
      expect(play.tasks().sort()).toEqual(['exact-task', 'work']);
    },
    trace: '+start -start +outer +begin -begin +inner +deep -deep +throw -throw +exact -exact +work +exact-task',
  },
  cancelled: {
    model: nested(boundary('exact', 'outer', 'u1', '')),
    play: (play) => play.start(),
    trace: '+start -start +outer +begin -begin +inner +deep -deep +throw -throw ~inner ~outer +exact -exact +exact-task',
  },
  repeated: {
    // Through a call activity, as often as it is thrown; the last interrupts and cancels the called process.
    model: {
      roots: eventRoots,
      process: `<startEvent id="start"/><callActivity id="call" calledElement="other"/>${flow('start', 'call')}
        ${boundary('late', 'call', 'u1')}${boundary('stop', 'call', 'u2', '')}`,
    },
    play: (play) => {
      play.start().escalateFrom('call', 'U1', { n: 1 }).escalateFrom('call', 'U1').escalateFrom('call', 'U2');
      expect(play.of('deliverySent').map(({ delivery }) => delivery.type)).toEqual(['startCalled', 'cancelCalled']);
      expect(play.tasks()).toEqual(['late-task', 'late-task', 'stop-task']);
    },
    trace: `+start -start +call +late -late +late-task +late -late +late-task ~call +stop -stop +stop-task`,
  },
  'caught by nobody it goes on without a word': {
    model: nested(''),
    play: (play) => {
      play.start();
      expect(play.of('escalationThrown')).toMatchObject([{ escalationCode: 'U1' }]);
      play.complete('work');
    },
    trace: '+start -start +outer +begin -begin +inner +deep -deep +throw -throw +work -work -inner -outer =completed',
  },
  'nobody in a called process: its caller is told': {
    model: nested(''),
    play: (play) => {
      play.start({}, { calledBy: { instanceId: 'caller', tokenId: 'call' } });
      expect(play.of('deliverySent').map(({ delivery }) => delivery)).toMatchObject([
        { type: 'calledEscalation', parentInstanceId: 'caller', escalationCode: 'U1' },
      ]);
    },
    trace: '+start -start +outer +begin -begin +inner +deep -deep +throw -throw +work',
  },
});
