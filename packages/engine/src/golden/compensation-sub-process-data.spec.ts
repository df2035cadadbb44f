import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows, onCompensation, scope, thrown, undone, users } from '../testing/compensation-xml.ts';

/** `room` is local to the sub-process: an input mapping. */
const room = `<extensionElements><camunda:inputOutput><camunda:inputParameter name="room">\${number}</camunda:inputParameter></camunda:inputOutput></extensionElements>`;
const stay = (inside: string) =>
  `<subProcess id="stay">${room}<startEvent id="in"/>${users('book')}${flows('in -> book')}${inside}</subProcess>`;
const model = (inside: string, beside = '') => `<startEvent id="s"/>${stay(inside)}${users('decide')}${thrown()}
  ${flows('s -> stay -> decide -> throw')}${beside}`;
const before = '+s -s +stay +in -in +book -book -stay +decide -decide +throw';

feature('compensation: completed sub-process with its data', {
  normal: {
    model: model(undone('book')),
    play: (play) => {
      play.start({ number: 7 }).complete('book', { room: 8 });
      expect(play.variables()).toEqual({ number: 7 });
      play.complete('decide', { number: 9, room: 'another' });
      expect(play.seenAt(play.wait('task', 'undo-book').tokenId)).toEqual({ number: 9, room: 8 });
      play.complete('undo-book');
    },
    trace: `${before} +undo-book -undo-book -throw =completed`,
  },
  cancelled: {
    model: model(undone('book')),
    play: (play) => {
      play.start({ number: 7 }).complete('book').complete('decide').do({ type: 'cancel' });
      expect(play.snapshot!.scopes).toEqual({});
    },
    trace: `${before} +undo-book ~undo-book ~throw =terminated`,
  },
  repeated: {
    model: `<startEvent id="s"/><exclusiveGateway id="m"/>${stay(undone('book'))}<exclusiveGateway id="again" default="again-throw"/>
      ${thrown()}${flows('s -> m -> stay -> again -> throw')}
      <sequenceFlow id="back" sourceRef="again" targetRef="m"><conditionExpression>\${number == 1}</conditionExpression></sequenceFlow>`,
    play: (play) => {
      play.start({ number: 1 }).complete('book').complete('book', { number: 2 });
      expect(play.seenAt(play.wait('task', 'undo-book').tokenId)['room']).toBe(1);
      play.complete('undo-book');
      expect(play.seenAt(play.wait('task', 'undo-book').tokenId)['room']).toBe(1);
      play.complete('undo-book');
    },
    trace: `+s -s +m -m +stay +in -in +book -book -stay +again -again +m -m +stay +in -in +book -book -stay +again -again
      +throw +undo-book -undo-book +undo-book -undo-book -throw =completed`,
  },
  'seen by its compensation event sub-process, which may change it': {
    model: model(onCompensation('undo', `${users('tidy', 'check')}${flows('undo-in -> tidy -> check')}`)),
    play: (play) => {
      play.start({ number: 7 }).complete('book').complete('decide');
      expect(play.seenAt(play.wait('task', 'tidy').tokenId)['room']).toBe(7);
      play.complete('tidy', { room: 6 });
      expect(play.seenAt(play.wait('task', 'check').tokenId)['room']).toBe(6);
      expect(play.variables()).toEqual({ number: 7 });
      play.complete('check');
    },
    trace: `${before} +undo +undo-in -undo-in +tidy -tidy +check -check -undo -throw =completed`,
  },
  'seen by the handler of the sub-process as a whole, which takes the place of those inside': {
    model: model(undone('book'), undone('stay')),
    play: (play) => {
      play.start({ number: 7 }).complete('book').complete('decide');
      expect(play.seenAt(play.wait('task', 'undo-stay').tokenId)).toEqual({ number: 7, room: 7 });
      play.complete('undo-stay');
    },
    trace: `${before} +undo-stay -undo-stay -throw =completed`,
  },
  'of sub-processes in sub-processes': {
    model: `<startEvent id="s"/>${scope('outer', `${stay(undone('book'))}${flows('outer-in -> stay')}`)}${thrown()}${flows('s -> outer -> throw')}`,
    play: (play) => {
      play.start({ number: 7 }).complete('book');
      expect(play.seenAt(play.wait('task', 'undo-book').tokenId)).toEqual({ number: 7, room: 7 });
      play.complete('undo-book');
    },
    trace: `+s -s +outer +outer-in -outer-in +stay +in -in +book -book -stay -outer +throw +undo-book -undo-book -throw =completed`,
  },
  'of an ad-hoc sub-process': {
    model: `<startEvent id="s"/><adHocSubProcess id="part">${users('x')}${undone('x')}</adHocSubProcess>${thrown()}${flows('s -> part -> throw')}`,
    play: (play) => {
      play.start();
      const tokenId = play.of('activityStarted').find(({ elementId }) => elementId === 'part')!.tokenId;
      play.do({ type: 'startAdHocActivity', tokenId, elementId: 'x' }).complete('x').do({ type: 'completeAdHoc', tokenId });
      play.complete('undo-x');
    },
    trace: '+s -s +part +x -x -part +throw +undo-x -undo-x -throw =completed',
  },
  'kept only as long as its scope lives, and only where something can compensate it': {
    model: `<startEvent id="s"/>${scope('outer', `${stay(undone('book'))}${thrown('inner')}${users('x')}${flows('outer-in -> stay -> x', 'x -> inner')}`)}
      ${users('z')}${flows('s -> outer -> z')}`,
    play: (play) => {
      play.start({ number: 7 }).complete('book');
      const { scopes } = play.snapshot!;
      expect(Object.values(scopes).flatMap(({ compensations }) => compensations ?? [])).toHaveLength(1);
      play.complete('x').complete('undo-book');
      expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
      expect(play.snapshot!.scopes['instance']).not.toHaveProperty('compensations');
      play.complete('z');
    },
    trace: `+s -s +outer +outer-in -outer-in +stay +in -in +book -book -stay +x -x +inner +undo-book -undo-book -inner
      -outer +z -z =completed`,
  },
});
