import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows, thrown, undone, users } from '../testing/compensation-xml.ts';

const each = (attributes = '', inside = '') =>
  `<multiInstanceLoopCharacteristics camunda:collection="hotels" camunda:elementVariable="hotel" ${attributes}>${inside}</multiInstanceLoopCharacteristics>`;
const model = (book: string, more = undone('book')) =>
  `<startEvent id="s"/>${book}${users('decide')}${thrown()}${flows('s -> book -> decide -> throw')}${more}`;
const task = (loop: string) => `<userTask id="book">${loop}</userTask>`;
const hotels = { hotels: ['Riga', 'Vilnius'] };

feature('compensation: multi-instance', {
  normal: {
    model: model(task(each())),
    play: (play) => {
      play.start(hotels).complete('book', {}, 1).complete('book').complete('decide');
      expect(play.seenAt(play.wait('task', 'undo-book').tokenId)).toMatchObject({ hotel: 'Riga', loopCounter: 0 });
      play.complete('undo-book');
      expect(play.seenAt(play.wait('task', 'undo-book').tokenId)).toMatchObject({ hotel: 'Vilnius', loopCounter: 1 });
      play.complete('undo-book');
    },
    trace: `+s -s +book +book +book -book -book -book +decide -decide
      +throw +undo-book -undo-book +undo-book -undo-book -throw =completed`,
  },
  cancelled: {
    model: `${model(task(each()))}<boundaryEvent id="late" attachedToRef="book"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
      ${flows('late -> decide')}`,
    play: (play) => play.start(hotels).complete('book').fire('late').complete('decide'),
    trace: '+s -s +book +book +book -book ~book ~book +late -late +decide -decide +throw -throw =completed',
  },
  repeated: {
    model: model(task(each('isSequential="true"'))),
    play: (play) => {
      play.start(hotels).complete('book').complete('book').complete('decide');
      expect(play.seenAt(play.wait('task', 'undo-book').tokenId)).toMatchObject({ hotel: 'Vilnius' });
      play.complete('undo-book').complete('undo-book');
    },
    trace: `+s -s +book +book -book +book -book -book +decide -decide
      +throw +undo-book -undo-book +undo-book -undo-book -throw =completed`,
  },
  'each round of a standard loop': {
    model: model(task('<standardLoopCharacteristics loopMaximum="2"/>')),
    play: (play) => {
      play.start().complete('book').complete('book').complete('decide');
      expect(play.seenAt(play.wait('task', 'undo-book').tokenId)['loopCounter']).toBe(1);
      play.complete('undo-book').complete('undo-book');
    },
    trace: `+s -s +book +book -book +book -book -book +decide -decide
      +throw +undo-book -undo-book +undo-book -undo-book -throw =completed`,
  },
  'only the instances that completed': {
    model: model(task(each('', '<completionCondition>${nrOfCompletedInstances == 1}</completionCondition>'))),
    play: (play) => play.start(hotels).complete('book', {}, 1).complete('decide').complete('undo-book'),
    trace: `+s -s +book +book +book ~book -book -book +decide -decide +throw +undo-book -undo-book -throw =completed`,
  },
  'sub-processes, each with its own data': {
    model: model(
      `<subProcess id="book">${each()}<startEvent id="in"/>${users('x')}${flows('in -> x')}${undone('x')}</subProcess>`,
      '',
    ),
    play: (play) => {
      play.start(hotels).complete('x').complete('x').complete('decide');
      expect(play.seenAt(play.wait('task', 'undo-x').tokenId)).toMatchObject({ hotel: 'Vilnius' });
      play.complete('undo-x');
      expect(play.seenAt(play.wait('task', 'undo-x').tokenId)).toMatchObject({ hotel: 'Riga' });
      play.complete('undo-x');
    },
    trace: `+s -s +book +book +in -in +book +x +in -in +x -x -book -x -book -book +decide -decide
      +throw +undo-x -undo-x +undo-x -undo-x -throw =completed`,
  },
  'while the activity as a whole is active, none': {
    model: `<startEvent id="s"/><parallelGateway id="f"/>${task(each())}${users('a')}${thrown()}${flows('s -> f -> book', 'f -> a -> throw')}${undone('book')}`,
    play: (play) => play.start(hotels).complete('book').complete('a').complete('book'),
    trace: '+s -s +f -f +book +a +book +book -book -a +throw -throw -book -book =completed',
  },
  'handlers that are multi-instance run whole for each': {
    model: model(
      task(each()),
      undone('book', {
        id: 'undo',
        xml: `<userTask id="undo" isForCompensation="true"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>`,
      }),
    ),
    play: (play) => {
      play.start(hotels).complete('book').complete('book').complete('decide');
      expect(play.seenAt(play.wait('task', 'undo').tokenId)).toMatchObject({ hotel: 'Vilnius', loopCounter: 0 });
      play.complete('undo').complete('undo').complete('undo').complete('undo');
    },
    trace: `+s -s +book +book +book -book -book -book +decide -decide +throw
      +undo +undo +undo -undo -undo -undo +undo +undo +undo -undo -undo -undo -throw =completed`,
  },
});
