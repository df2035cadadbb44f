import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows, onCompensation, scope, thrown, undone, users } from '../testing/compensation-xml.ts';

/** A sub-process that says itself how it is undone; then compensation is thrown around it. */
const model = (handler: string) => `<startEvent id="s"/>
  ${scope('sub', `${users('x', 'y')}${flows('sub-in -> x -> y')}${undone('x')}${undone('y')}${onCompensation('undo', handler)}`)}
  ${users('a')}${thrown()}<endEvent id="e"/>${flows('s -> sub -> a -> throw -> e')}${undone('a')}`;
const before = '+s -s +sub +sub-in -sub-in +x -x +y -y -sub +a -a +throw +undo-a -undo-a';

feature('event sub-process, interrupting: compensation', {
  normal: {
    model: model(users('tidy') + flows('undo-in -> tidy')),
    play: (play) => {
      play.start().complete('x').complete('y').complete('a').complete('undo-a').complete('tidy');
      expect(play.of('compensationTriggered').map(({ elementId, handlerId }) => [elementId, handlerId])).toEqual([
        ['a', 'undo-a'],
        ['sub', 'undo'],
      ]);
    },
    trace: `${before} +undo +undo-in -undo-in +tidy -tidy -undo -throw +e -e =completed`,
  },
  cancelled: {
    model: model(users('tidy') + flows('undo-in -> tidy')),
    play: (play) => play.start().complete('x').complete('y').complete('a').complete('undo-a').do({ type: 'cancel' }),
    trace: `${before} +undo +undo-in -undo-in +tidy ~tidy ~undo ~throw =terminated`,
  },
  repeated: {
    model: `<startEvent id="s"/><exclusiveGateway id="m"/>
      ${scope('sub', `${users('x')}${flows('sub-in -> x')}${onCompensation('undo', users('tidy') + flows('undo-in -> tidy'))}`)}
      <exclusiveGateway id="again" default="again-throw"/>${thrown()}${flows('s -> m -> sub -> again -> throw')}
      <sequenceFlow id="back" sourceRef="again" targetRef="m"><conditionExpression>\${more}</conditionExpression></sequenceFlow>`,
    play: (play) => {
      play.start().complete('x', { more: true }).complete('x', { more: false });
      play.complete('tidy').complete('tidy');
    },
    trace: `+s -s +m -m +sub +sub-in -sub-in +x -x -sub +again -again +m -m +sub +sub-in -sub-in +x -x -sub +again -again
      +throw +undo +undo-in -undo-in +tidy -tidy -undo +undo +undo-in -undo-in +tidy -tidy -undo -throw =completed`,
  },
  'it may compensate what completed in its sub-process': {
    model: model(`${users('tidy')}${thrown('inner')}${thrown('again')}${flows('undo-in -> tidy -> inner -> again')}`),
    play: (play) => {
      play.start().complete('x').complete('y').complete('a').complete('undo-a');
      play.complete('tidy').complete('undo-y').complete('undo-x');
    },
    trace: `${before} +undo +undo-in -undo-in +tidy -tidy
      +inner +undo-y -undo-y +undo-x -undo-x -inner +again -again -undo -throw +e -e =completed`,
  },
  'or one of them by name': {
    model: model(`${thrown('inner', 'activityRef="x"')}${flows('undo-in -> inner')}`),
    play: (play) => play.start().complete('x').complete('y').complete('a').complete('undo-a').complete('undo-x'),
    trace: `${before} +undo +undo-in -undo-in +inner +undo-x -undo-x -inner -undo -throw +e -e =completed`,
  },
  'a sub-process that did not complete is not undone by it': {
    model: `<startEvent id="s"/>${scope('sub', `${users('x')}${flows('sub-in -> x')}${onCompensation('undo', '')}`)}
      <boundaryEvent id="late" attachedToRef="sub"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      ${thrown()}${flows('s -> sub', 'late -> throw')}`,
    play: (play) => play.start().fire('late'),
    trace: '+s -s +sub +sub-in -sub-in +x ~x ~sub +late -late +throw -throw =completed',
  },
  'of the process itself, when the process is compensated as a whole, once': {
    model: `<startEvent id="s"/>${users('a')}${thrown('one')}${thrown('two')}${flows('s -> a -> one -> two')}${undone('a')}
      ${onCompensation('undo', `${users('tidy')}${thrown('inner')}${flows('undo-in -> tidy -> inner')}`)}`,
    play: (play) => play.start().complete('a').complete('tidy').complete('undo-a'),
    trace: `+s -s +a -a +one +undo +undo-in -undo-in +tidy -tidy +inner +undo-a -undo-a -inner -undo -one +two -two =completed`,
  },
  'of an ad-hoc sub-process, in which nobody starts anything meanwhile': {
    model: `<startEvent id="s"/><adHocSubProcess id="part">${users('x')}${undone('x')}
        ${onCompensation('undo', `${users('tidy')}${thrown('inner')}${flows('undo-in -> tidy -> inner')}`)}</adHocSubProcess>
      ${users('a')}${thrown()}${flows('s -> part -> a -> throw')}`,
    play: (play) => {
      play.start();
      const tokenId = play.of('activityStarted').find(({ elementId }) => elementId === 'part')!.tokenId;
      play.do({ type: 'startAdHocActivity', tokenId, elementId: 'x' }).complete('x').do({ type: 'completeAdHoc', tokenId });
      play.complete('a');
      expect(play.try({ type: 'startAdHocActivity', tokenId, elementId: 'x' })?.code).toBe('activity-not-active');
      play.complete('tidy').complete('undo-x');
    },
    trace: `+s -s +part +x -x -part +a -a +throw +undo +undo-in -undo-in +tidy -tidy
      +inner +undo-x -undo-x -inner -undo -throw =completed`,
  },
  'an error in it goes to the scope around the sub-process': {
    model: {
      process: `<startEvent id="s"/>
        ${scope(
          'around',
          `${scope('sub', `${users('x')}${flows('sub-in -> x')}${onCompensation('undo', `<endEvent id="fail"><errorEventDefinition errorRef="bad"/></endEvent>${flows('undo-in -> fail')}`)}`)}
           ${thrown()}${flows('around-in -> sub -> throw')}
           <boundaryEvent id="deaf" attachedToRef="sub"><errorEventDefinition errorRef="bad"/></boundaryEvent>${users('never')}${flows('deaf -> never')}`,
        )}
        <boundaryEvent id="caught" attachedToRef="around"><errorEventDefinition errorRef="bad"/></boundaryEvent>${users('z')}${flows('s -> around', 'caught -> z')}`,
      roots: '<error id="bad" errorCode="BAD"/>',
    },
    play: (play) => play.start().complete('x').complete('z'),
    trace: `+s -s +around +around-in -around-in +sub +sub-in -sub-in +x -x -sub +throw
      +undo +undo-in -undo-in +fail -fail ~undo ~throw ~around +caught -caught +z -z =completed`,
  },
});
