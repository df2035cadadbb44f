import { externalTask, modelFile, smallModel, userTask } from '../support/small-model.ts';

/** Nobody's role: an administrator may do it, in every release. */
const task = (id: string) => `<userTask id="${id}" name="${id}"/>`;
const flow = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
const edges = `<startEvent id="start"/><endEvent id="end"/>`;

/** Processes that wait in each way, in elements that every release runs; a release that cannot run one leaves it out. */
export const storedModels: Readonly<Record<string, string>> = {
  'stored-task': smallModel('stored-task', [
    ['first', task('first')],
    ['second', task('second')],
  ]),
  'stored-timer': smallModel('stored-timer', [
    [
      'pause',
      '<intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>P7D</timeDuration></timerEventDefinition></intermediateCatchEvent>',
    ],
    ['after', task('after')],
  ]),
  'stored-boundary': smallModel(
    'stored-boundary',
    [['work', task('work')]],
    `<boundaryEvent id="late" attachedToRef="work" cancelActivity="false"><timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition></boundaryEvent>
     ${flow('late', 'reminded')}${task('reminded')}${flow('reminded', 'done')}<endEvent id="done"/>`,
  ),
  'stored-job': smallModel('stored-job', [externalTask('look-up', 'stored-topic')]),
  'stored-message': smallModel(
    'stored-message',
    [['hear', '<intermediateCatchEvent id="hear"><messageEventDefinition messageRef="news"/></intermediateCatchEvent>']],
    '',
    '<message id="news" name="stored-news"/>',
  ),
  'stored-parallel': modelFile(
    'stored-parallel',
    `${edges}<parallelGateway id="fork"/><parallelGateway id="join"/>${['left', 'middle', 'right']
      .map((id) => task(id) + flow('fork', id) + flow(id, 'join'))
      .join('')}${flow('start', 'fork')}${flow('join', 'end')}`,
  ),
  'stored-called': smallModel('stored-called', [['inner', task('inner')]]),
  'stored-call': smallModel('stored-call', [
    ['call', '<callActivity id="call" calledElement="stored-called"/>'],
    ['outer', task('outer')],
  ]),
  'stored-items': smallModel('stored-items', [
    [
      'each',
      '<userTask id="each" name="each"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>',
    ],
  ]),
  'stored-compensation': smallModel(
    'stored-compensation',
    [
      ['book', task('book')],
      ['decide', task('decide')],
      ['undo', '<intermediateThrowEvent id="undo"><compensateEventDefinition/></intermediateThrowEvent>'],
    ],
    `<boundaryEvent id="on-undo" attachedToRef="book"><compensateEventDefinition/></boundaryEvent>
     <userTask id="release" name="release" isForCompensation="true"/>
     <association id="as" associationDirection="One" sourceRef="on-undo" targetRef="release"/>`,
  ),
  // the role is told with the task: lists of candidates are stored apart
  'stored-role': smallModel('stored-role', [userTask('sign', 'administrator')]),
};

/** Tasks that are completed before the database is stored, so that something stands behind the waiting. */
export const doneBefore: Readonly<Record<string, readonly string[]>> = {
  'stored-task': ['first'],
  'stored-parallel': ['left'],
  'stored-items': ['each'],
  'stored-compensation': ['book'],
};

/** One more case of it is brought to its end. */
export const endedBefore = 'stored-role';
