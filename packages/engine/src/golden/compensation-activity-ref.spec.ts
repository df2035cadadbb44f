import { feature } from '../testing/feature.ts';
import { flows, scope, thrown, undone, users } from '../testing/compensation-xml.ts';

const three = (
  reference: string,
) => `<startEvent id="s"/>${users('a', 'b', 'c')}${thrown('throw', `activityRef="${reference}"`)}${thrown('rest')}<endEvent id="e"/>
  ${flows('s -> a -> b -> c -> throw -> rest -> e')}${undone('a')}${undone('b')}${undone('c')}`;
const done = '+s -s +a -a +b -b +c -c';

feature('compensation: activityRef', {
  normal: {
    model: three('b'),
    play: (play) => {
      play.start().complete('a').complete('b').complete('c');
      play.complete('undo-b').complete('undo-c').complete('undo-a');
    },
    trace: `${done} +throw +undo-b -undo-b -throw +rest +undo-c -undo-c +undo-a -undo-a -rest +e -e =completed`,
  },
  cancelled: {
    model: three('b'),
    play: (play) => play.start().complete('a').complete('b').complete('c').do({ type: 'cancel' }),
    trace: `${done} +throw +undo-b ~undo-b ~throw =terminated`,
  },
  repeated: {
    model: `<startEvent id="s"/><exclusiveGateway id="m"/>${users('a')}<exclusiveGateway id="again" default="again-throw"/>
      ${thrown('throw', 'activityRef="a"')}${flows('s -> m -> a -> again -> throw')}
      <sequenceFlow id="back" sourceRef="again" targetRef="m"><conditionExpression>\${more}</conditionExpression></sequenceFlow>${undone('a')}`,
    play: (play) => {
      play.start().complete('a', { more: true }).complete('a', { more: false });
      play.complete('undo-a').complete('undo-a');
    },
    trace: `+s -s +m -m +a -a +again -again +m -m +a -a +again -again
      +throw +undo-a -undo-a +undo-a -undo-a -throw =completed`,
  },
  'an activity that never ran': {
    model: `<startEvent id="s"/><exclusiveGateway id="x" default="x-b"/>${users('a', 'b')}${thrown('throw', 'activityRef="a"')}
      ${flows('s -> x -> b -> throw')}<sequenceFlow id="to-a" sourceRef="x" targetRef="a"><conditionExpression>\${false}</conditionExpression></sequenceFlow>
      ${flows('a -> throw')}${undone('a')}${undone('b')}`,
    play: (play) => play.start().complete('b'),
    trace: '+s -s +x -x +b -b +throw -throw =completed',
  },
  'a sub-process without a handler of its own: all that completed inside': {
    model: `<startEvent id="s"/>${users('a')}${scope('sub', users('x') + flows('sub-in -> x') + undone('x'))}${thrown('throw', 'activityRef="sub"')}
      ${flows('s -> sub -> a -> throw')}${undone('a')}`,
    play: (play) => play.start().complete('x').complete('a').complete('undo-x'),
    trace: '+s -s +sub +sub-in -sub-in +x -x -sub +a -a +throw +undo-x -undo-x -throw =completed',
  },
});
