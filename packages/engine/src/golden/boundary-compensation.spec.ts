import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows, scope, thrown, undone, users } from '../testing/compensation-xml.ts';

const model = `<startEvent id="s"/>${users('a')}${thrown()}${flows('s -> a -> throw')}${undone('a')}`;

feature('boundary event, interrupting: compensation', {
  normal: {
    model,
    play: (play) => {
      play.start();
      expect(play.waits().map(({ kind }) => kind)).toEqual(['task']);
      play.complete('a').complete('undo-a');
    },
    trace: '+s -s +a -a +throw +undo-a -undo-a -throw =completed',
  },
  cancelled: {
    model,
    play: (play) => play.start().do({ type: 'cancel' }),
    trace: '+s -s +a ~a =terminated',
  },
  repeated: {
    model: `<startEvent id="s"/>${users('a')}${thrown('one')}${thrown('two', 'activityRef="a"')}${flows('s -> a -> one -> two')}${undone('a')}`,
    play: (play) => play.start().complete('a').complete('undo-a'),
    trace: '+s -s +a -a +one +undo-a -undo-a -one +two -two =completed',
  },
  'one handler for two activities': {
    model: `<startEvent id="s"/>${users('a', 'b')}${thrown()}${flows('s -> a -> b -> throw')}${undone('a', { id: 'undo', xml: '<userTask id="undo" isForCompensation="true"/>' })}
      ${undone('b', { id: 'undo', xml: '' })}`,
    play: (play) => play.start().complete('a').complete('b').complete('undo').complete('undo'),
    trace: '+s -s +a -a +b -b +throw +undo -undo +undo -undo -throw =completed',
  },
  'an activity that failed is not undone': {
    model: {
      process: `<startEvent id="s"/><serviceTask id="a" camunda:type="external" camunda:topic="t"/>${users('b')}${thrown()}${flows('s -> a -> b -> throw')}${undone('a')}
        <boundaryEvent id="failed" attachedToRef="a"><errorEventDefinition errorRef="bad"/></boundaryEvent>${flows('failed -> b')}`,
      roots: '<error id="bad" errorCode="BAD"/>',
    },
    play: (play) => {
      play.start().do({ type: 'jobError', jobId: play.wait('job', 'a').id, errorCode: 'BAD', variables: {} });
      play.complete('b');
    },
    trace: '+s -s +a ~a +failed -failed +b -b +throw -throw =completed',
  },
  'on a sub-process: what completed in it before it failed is given up': {
    model: {
      process: `<startEvent id="s"/>${scope('sub', `${users('x')}<endEvent id="fail"><errorEventDefinition errorRef="bad"/></endEvent>${flows('sub-in -> x -> fail')}${undone('x')}`)}
        ${users('b')}${thrown()}${flows('s -> sub -> b -> throw')}${undone('sub')}
        <boundaryEvent id="failed" attachedToRef="sub"><errorEventDefinition errorRef="bad"/></boundaryEvent>${flows('failed -> b')}`,
      roots: '<error id="bad" errorCode="BAD"/>',
    },
    play: (play) => play.start().complete('x').complete('b'),
    trace: '+s -s +sub +sub-in -sub-in +x -x +fail -fail ~sub +failed -failed +b -b +throw -throw =completed',
  },
});
