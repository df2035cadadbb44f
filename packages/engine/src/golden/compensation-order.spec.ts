import { feature } from '../testing/feature.ts';
import { flows, scope, thrown, undone, users } from '../testing/compensation-xml.ts';

const trip = `<startEvent id="s"/>${users('a', 'b', 'c')}${thrown()}<endEvent id="e"/>
  ${flows('s -> a -> b -> c -> throw -> e')}${undone('a')}${undone('b')}${undone('c')}`;

feature('compensation: reverse order of completion', {
  normal: {
    model: trip,
    play: (play) => {
      play.start().complete('a').complete('b').complete('c');
      play.complete('undo-c').complete('undo-b').complete('undo-a');
    },
    trace: `+s -s +a -a +b -b +c -c +throw +undo-c -undo-c +undo-b -undo-b +undo-a -undo-a -throw +e -e =completed`,
  },
  cancelled: {
    model: trip,
    play: (play) => play.start().complete('a').complete('b').complete('c').complete('undo-c').do({ type: 'cancel' }),
    trace: `+s -s +a -a +b -b +c -c +throw +undo-c -undo-c +undo-b ~undo-b ~throw =terminated`,
  },
  repeated: {
    model: `<startEvent id="s"/>${users('a', 'b')}${thrown('first')}${thrown('second')}<endEvent id="e"/>
      ${flows('s -> a -> first -> b -> second -> e')}${undone('a')}${undone('b')}`,
    play: (play) => play.start().complete('a').complete('undo-a').complete('b').complete('undo-b'),
    trace: `+s -s +a -a +first +undo-a -undo-a -first +b -b +second +undo-b -undo-b -second +e -e =completed`,
  },
  'side by side: the order is that of completion, not of drawing': {
    model: `<startEvent id="s"/><parallelGateway id="f"/>${users('a', 'b')}<parallelGateway id="j"/>${thrown()}<endEvent id="e"/>
      ${flows('s -> f -> a -> j -> throw -> e', 'f -> b -> j')}${undone('a')}${undone('b')}`,
    play: (play) => play.start().complete('b').complete('a').complete('undo-a').complete('undo-b'),
    trace: `+s -s +f -f +a +b -b -a +j -j +throw +undo-a -undo-a +undo-b -undo-b -throw +e -e =completed`,
  },
  'what is still active is left alone': {
    model: `<startEvent id="s"/>${users('a')}<parallelGateway id="f"/>${users('b')}${thrown()}
      ${flows('s -> a -> f -> b', 'f -> throw')}${undone('a')}${undone('b')}`,
    play: (play) => play.start().complete('a').complete('undo-a').complete('b'),
    trace: `+s -s +a -a +f -f +b +throw +undo-a -undo-a -throw -b =completed`,
  },
  'nested: a sub-process as a whole in its place, its inside in reverse': {
    model: `<startEvent id="s"/>${users('a', 'b')}${scope('sub', users('x', 'y') + flows('sub-in -> x -> y') + undone('x') + undone('y'))}
      ${thrown()}${flows('s -> a -> sub -> b -> throw')}${undone('a')}${undone('b')}`,
    play: (play) => {
      play.start().complete('a').complete('x').complete('y').complete('b');
      play.complete('undo-b').complete('undo-y').complete('undo-x').complete('undo-a');
    },
    trace: `+s -s +a -a +sub +sub-in -sub-in +x -x +y -y -sub +b -b
      +throw +undo-b -undo-b +undo-y -undo-y +undo-x -undo-x +undo-a -undo-a -throw =completed`,
  },
});
