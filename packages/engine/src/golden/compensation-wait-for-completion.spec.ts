import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows, scope, thrown, thrownAtEnd, undone, users } from '../testing/compensation-xml.ts';

const unawaited = `<startEvent id="s"/>${users('a', 'b', 'z')}${thrown('throw', 'waitForCompletion="false"')}
  ${flows('s -> a -> b -> throw -> z')}${undone('a')}${undone('b')}`;

feature('compensation: waitForCompletion', {
  normal: {
    model: unawaited,
    play: (play) => {
      play.start().complete('a').complete('b');
      expect(play.tasks().toSorted()).toEqual(['undo-b', 'z']);
      play.complete('z');
      expect(play.outcome()).toBeUndefined();
      play.complete('undo-b').complete('undo-a');
    },
    trace: '+s -s +a -a +b -b +throw -throw +z +undo-b -z -undo-b +undo-a -undo-a =completed',
  },
  cancelled: {
    model: unawaited,
    play: (play) => play.start().complete('a').complete('b').complete('undo-b').do({ type: 'cancel' }),
    trace: '+s -s +a -a +b -b +throw -throw +z +undo-b -undo-b +undo-a ~undo-a ~z =terminated',
  },
  repeated: {
    model: `<startEvent id="s"/>${users('a')}${thrown('one', 'waitForCompletion="false"')}${users('b')}${thrown('two', 'waitForCompletion="false"')}
      ${flows('s -> a -> one -> b -> two')}${undone('a')}${undone('b')}`,
    play: (play) => play.start().complete('a').complete('b').complete('undo-b').complete('undo-a'),
    trace: '+s -s +a -a +one -one +b +undo-a -b +two -two +undo-b -undo-b -undo-a =completed',
  },
  'the sub-process that throws waits for the end nevertheless': {
    model: `<startEvent id="s"/>${scope('sub', `${users('x')}${thrownAtEnd('throw', 'waitForCompletion="false"')}${flows('sub-in -> x -> throw')}${undone('x')}`)}
      ${users('z')}${flows('s -> sub -> z')}`,
    play: (play) => play.start().complete('x').complete('undo-x').complete('z'),
    trace: '+s -s +sub +sub-in -sub-in +x -x +throw -throw +undo-x -undo-x -sub +z -z =completed',
  },
  'an inclusive join does not wait for it': {
    model: `<startEvent id="s"/>${users('a', 'b', 'c', 'z')}<inclusiveGateway id="f"/>${thrown('throw', 'waitForCompletion="false"')}
      <exclusiveGateway id="x" default="x-e"/><endEvent id="e"/><inclusiveGateway id="j"/>
      ${flows('s -> a -> f -> b -> j -> z', 'f -> throw -> x -> e', 'c -> j')}
      <sequenceFlow id="more" sourceRef="x" targetRef="c"><conditionExpression>\${false}</conditionExpression></sequenceFlow>${undone('a')}`,
    play: (play) => play.start().complete('a').complete('b').complete('z').complete('undo-a'),
    trace: '+s -s +a -a +f -f +b +throw -throw +x -x +undo-a +e -e -b +j -j +z -z -undo-a =completed',
  },
  'true is the default': {
    model: unawaited.replace('waitForCompletion="false"', ''),
    play: (play) => {
      play.start().complete('a').complete('b');
      expect(play.tasks()).toEqual(['undo-b']);
      play.complete('undo-b').complete('undo-a').complete('z');
    },
    trace: '+s -s +a -a +b -b +throw +undo-b -undo-b +undo-a -undo-a -throw +z -z =completed',
  },
});
