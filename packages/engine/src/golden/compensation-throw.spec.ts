import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows, scope, thrown, thrownAtEnd, undone, users } from '../testing/compensation-xml.ts';

const row = (after: string) => `<startEvent id="s"/>${users('a')}${after}${undone('a')}`;

feature('intermediate throw event: compensation', {
  normal: {
    model: row(`${thrown()}${users('z')}${flows('s -> a -> throw -> z')}`),
    play: (play) => {
      play.start().complete('a');
      expect(play.tasks()).toEqual(['undo-a']);
      play.complete('undo-a').complete('z');
    },
    trace: '+s -s +a -a +throw +undo-a -undo-a -throw +z -z =completed',
  },
  cancelled: {
    model: `<startEvent id="s"/>${scope('sub', `${users('a')}${thrown()}${flows('sub-in -> a -> throw')}${undone('a')}`)}
      <boundaryEvent id="late" attachedToRef="sub"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      ${users('z')}${flows('s -> sub', 'late -> z')}`,
    play: (play) => play.start().complete('a').fire('late').complete('z'),
    trace: '+s -s +sub +sub-in -sub-in +a -a +throw +undo-a ~undo-a ~throw ~sub +late -late +z -z =completed',
  },
  repeated: {
    model: row(`${thrown('one')}${thrown('two')}${flows('s -> a -> one -> two')}`),
    play: (play) => play.start().complete('a').complete('undo-a'),
    trace: '+s -s +a -a +one +undo-a -undo-a -one +two -two =completed',
  },
  'with nothing to undo it goes on at once': {
    model: `<startEvent id="s"/>${thrown()}${users('a')}${flows('s -> throw -> a')}${undone('a')}`,
    play: (play) => play.start().complete('a'),
    trace: '+s -s +throw -throw +a -a =completed',
  },
  'inside a sub-process it undoes only what completed there': {
    model: `<startEvent id="s"/>${users('a')}${scope('sub', `${users('x')}${thrown()}${flows('sub-in -> x -> throw')}${undone('x')}`)}
      ${flows('s -> a -> sub')}${undone('a')}`,
    play: (play) => play.start().complete('a').complete('x').complete('undo-x'),
    trace: '+s -s +a -a +sub +sub-in -sub-in +x -x +throw +undo-x -undo-x -throw -sub =completed',
  },
  'inside an event sub-process it undoes the scope around it': {
    model: {
      process: `<startEvent id="s"/>${users('a')}<endEvent id="fail"><errorEventDefinition errorRef="bad"/></endEvent>${flows('s -> a -> fail')}${undone('a')}
        <subProcess id="repair" triggeredByEvent="true"><startEvent id="caught"><errorEventDefinition errorRef="bad"/></startEvent>
          ${users('note')}${thrown()}<endEvent id="e"/>${flows('caught -> note -> throw -> e')}${undone('note')}</subProcess>`,
      roots: '<error id="bad" errorCode="BAD"/>',
    },
    play: (play) => play.start().complete('a').complete('note').complete('undo-note').complete('undo-a'),
    trace: `+s -s +a -a +fail -fail +repair +caught -caught +note -note
      +throw +undo-note -undo-note +undo-a -undo-a -throw +e -e -repair =completed`,
  },
  'of a model that throws none, nothing is kept': {
    model: row(`${users('z')}${flows('s -> a -> z')}`),
    play: (play) => {
      play.start().complete('a');
      expect(play.snapshot!.scopes['instance']).not.toHaveProperty('compensations');
      play.complete('z');
    },
    trace: '+s -s +a -a +z -z =completed',
  },
});

feature('end event: compensation', {
  normal: {
    model: row(`${thrownAtEnd()}${flows('s -> a -> throw')}`),
    play: (play) => play.start().complete('a').complete('undo-a'),
    trace: '+s -s +a -a +throw +undo-a -undo-a -throw =completed',
  },
  cancelled: {
    model: row(
      `<parallelGateway id="f"/>${users('stop')}<endEvent id="kill"><terminateEventDefinition/></endEvent>${thrownAtEnd()}${flows('s -> a -> f -> throw', 'f -> stop -> kill')}`,
    ),
    play: (play) => play.start().complete('a').complete('stop'),
    trace: '+s -s +a -a +f -f +throw +stop +undo-a -stop +kill ~undo-a ~throw -kill =completed',
  },
  repeated: {
    model: row(`<parallelGateway id="f"/>${thrownAtEnd('one')}${thrownAtEnd('two')}${flows('s -> a -> f -> one', 'f -> two')}`),
    play: (play) => play.start().complete('a').complete('undo-a'),
    trace: '+s -s +a -a +f -f +one +two -two +undo-a -undo-a -one =completed',
  },
  'in a sub-process, which ends when all is undone': {
    model: `<startEvent id="s"/>${scope('sub', `${users('x')}${thrownAtEnd()}${flows('sub-in -> x -> throw')}${undone('x')}`)}${users('z')}${flows('s -> sub -> z')}`,
    play: (play) => play.start().complete('x').complete('undo-x').complete('z'),
    trace: '+s -s +sub +sub-in -sub-in +x -x +throw +undo-x -undo-x -throw -sub +z -z =completed',
  },
});
