import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

/** `start → before → it → end`: what comes before waits, so that each scenario can begin where it likes. */
const row = (task: string, beside = '') => `
  <startEvent id="start"/><userTask id="before"/>${task}<endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="before"/>
  <sequenceFlow id="f2" sourceRef="before" targetRef="it"/>
  <sequenceFlow id="f3" sourceRef="it" targetRef="end"/>${beside}`;
const late = `
  <boundaryEvent id="late" attachedToRef="it"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
  <endEvent id="over"/><sequenceFlow id="f4" sourceRef="late" targetRef="over"/>`;
const twice =
  '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>';
const begun = '+start -start +before -before';
const finished = '+end -end =completed';
const interrupted = '+late -late +over -over =completed';

for (const [name, type] of [
  ['task', 'task'],
  ['manual task', 'manualTask'],
] as const)
  feature(name, {
    normal: {
      model: row(`<${type} id="it"/>`),
      play: (play) => play.start().complete('before'),
      trace: `${begun} +it -it ${finished}`,
    },
    cancelled: {
      // It has no work during which it could be cancelled but the wait before it.
      model: row(`<${type} id="it" camunda:asyncBefore="true"/>`),
      play: (play) => play.start().complete('before').do({ type: 'cancel' }),
      trace: `${begun} =terminated`,
    },
    repeated: {
      model: row(`<${type} id="it">${twice}</${type}>`),
      play: (play) => play.start().complete('before'),
      trace: `${begun} +it +it -it +it -it -it ${finished}`,
    },
    'with jobs before and after': {
      model: row(`<${type} id="it" camunda:asyncBefore="true" camunda:asyncAfter="true"/>`),
      play: (play) => {
        play.start().complete('before');
        for (const _side of ['before', 'after']) play.do({ type: 'continue', jobId: play.wait('continue', 'it').id });
      },
      trace: `${begun} +it -it ${finished}`,
    },
  });

feature('user task', {
  normal: {
    model: row(
      '<userTask id="it" camunda:assignee="${who}" camunda:dueDate="= now() + duration(&quot;P3D&quot;)" camunda:priority="70"/>',
    ),
    play: (play) => {
      play.start({ who: 'anna' }).complete('before');
      expect(play.of('taskCreated').at(-1)).toMatchObject({ assignee: 'anna', priority: 70, dueAt: play.now + 3 * 86_400_000 });
      play.complete('it', { done: true });
      expect(play.of('variableWritten').map(({ name, value }) => [name, value])).toContainEqual(['done', true]);
    },
    trace: `${begun} +it -it ${finished}`,
  },
  cancelled: {
    model: row('<userTask id="it"/>', late),
    play: (play) => {
      play.start().complete('before').fire('late');
      expect(play.of('taskWithdrawn')).toHaveLength(1);
    },
    trace: `${begun} +it ~it ${interrupted}`,
  },
  repeated: {
    model: row(
      '<userTask id="it"><multiInstanceLoopCharacteristics camunda:collection="people" camunda:elementVariable="person"/></userTask>',
    ),
    play: (play) =>
      play
        .start({ people: ['a', 'b'] })
        .complete('before')
        .complete('it', {}, 1)
        .complete('it'),
    trace: `${begun} +it +it +it -it -it -it ${finished}`,
  },
  'whose values cannot be evaluated, tried again': {
    model: row('<userTask id="it" camunda:priority="${level}"/>'),
    play: (play) => {
      play
        .start({ level: 'high' })
        .complete('before')
        .do({ type: 'writeVariables', variables: { level: 3 } });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'it').id }).complete('it');
    },
    trace: `${begun} +it !expressionFailed@it -it ${finished}`,
  },
});

const work = (more = '', inside = '') =>
  `<serviceTask id="it" camunda:type="external" camunda:topic="print" ${more}>${inside}</serviceTask>`;
feature('service task', {
  normal: {
    model: row(work('camunda:taskPriority="${2 + 3}"')),
    play: (play) => {
      play.start().complete('before');
      expect(play.of('jobCreated').at(-1)).toMatchObject({ topic: 'print', priority: 5 });
      play.finishJob('it', { printed: true });
    },
    trace: `${begun} +it -it ${finished}`,
  },
  cancelled: {
    model: row(work(), late),
    play: (play) => {
      play.start().complete('before').fire('late');
      expect(play.of('jobCanceled')).toHaveLength(1);
    },
    trace: `${begun} +it ~it ${interrupted}`,
  },
  repeated: {
    model: row(work('', twice)),
    play: (play) => play.start().complete('before').finishJob('it').finishJob('it'),
    trace: `${begun} +it +it -it +it -it -it ${finished}`,
  },
  'that fails and is tried again': {
    model: row(work()),
    play: (play) => {
      play.start().complete('before');
      play.do({ type: 'jobFailed', jobId: play.wait('job', 'it').id, message: 'no paper' });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'it').id }).finishJob('it');
    },
    trace: `${begun} +it !failedJob@it -it ${finished}`,
  },
  'whose answer the model calls an error': {
    model: {
      roots: '<error id="e" errorCode="EMPTY"/>',
      process: row(
        work(
          '',
          '<extensionElements><camunda:errorEventDefinition id="x" errorRef="e" expression="${pages == 0}"/></extensionElements>',
        ),
        '<boundaryEvent id="empty" attachedToRef="it"><errorEventDefinition errorRef="e"/></boundaryEvent>',
      ),
    },
    play: (play) => play.start().complete('before').finishJob('it', { pages: 0 }),
    trace: `${begun} +it ~it +empty -empty =completed`,
  },
  'with an expression': {
    model: row('<serviceTask id="it" camunda:expression="${a + 1}" camunda:resultVariable="b"/>'),
    play: (play) => {
      play.start({ a: 1 }).complete('before');
      expect(play.of('variableWritten').map(({ name, value }) => [name, value])).toContainEqual(['b', 2]);
    },
    trace: `${begun} +it -it ${finished}`,
  },
  'that calls an object outside': {
    model: row('<serviceTask id="it" camunda:expression="${printer.print(a, 2)}" camunda:resultVariable="b"/>'),
    play: (play) => {
      play.start({ a: 1 }).complete('before');
      expect(play.of('jobCreated').at(-1)).toMatchObject({ topic: 'printer.print' });
      expect(play.seenAt(play.wait('job', 'it').tokenId)).toMatchObject({ arguments: [1, 2] });
      play.finishJob('it', { result: 'ok' });
    },
    trace: `${begun} +it -it ${finished}`,
  },
});

const messages = '<message id="ask" name="ask"/><message id="answer" name="answer"/>';
feature('send task', {
  normal: {
    model: { roots: messages, process: row('<sendTask id="it" messageRef="ask"/>') },
    play: (play) => {
      play.start({}).complete('before');
      expect(play.of('deliverySent')).toMatchObject([{ delivery: { type: 'message', messageName: 'ask' } }]);
    },
    trace: `${begun} +it -it ${finished}`,
  },
  cancelled: {
    model: row('<sendTask id="it" camunda:type="external" camunda:topic="post"/>', late),
    play: (play) => play.start().complete('before').fire('late'),
    trace: `${begun} +it ~it ${interrupted}`,
  },
  repeated: {
    model: { roots: messages, process: row(`<sendTask id="it" messageRef="ask">${twice}</sendTask>`) },
    play: (play) => {
      play.start().complete('before');
      expect(play.of('deliverySent')).toHaveLength(2);
    },
    trace: `${begun} +it +it -it +it -it -it ${finished}`,
  },
  'done by a worker': {
    model: row('<sendTask id="it" camunda:type="external" camunda:topic="post"/>'),
    play: (play) => play.start().complete('before').finishJob('it'),
    trace: `${begun} +it -it ${finished}`,
  },
});

feature('receive task', {
  normal: {
    model: { roots: messages, process: row('<receiveTask id="it" messageRef="answer" gaita:correlationKey="= id"/>') },
    play: (play) => {
      play.start({ id: '7' }).complete('before');
      expect(play.of('subscriptionOpened')).toMatchObject([{ eventName: 'answer', correlationKey: '7' }]);
      play.receive('it', { yes: true });
    },
    trace: `${begun} +it -it ${finished}`,
  },
  cancelled: {
    model: { roots: messages, process: row('<receiveTask id="it" messageRef="answer"/>', late) },
    play: (play) => {
      play.start().complete('before').fire('late');
      expect(play.of('subscriptionClosed')).toMatchObject([{ taken: false }]);
    },
    trace: `${begun} +it ~it ${interrupted}`,
  },
  repeated: {
    model: { roots: messages, process: row(`<receiveTask id="it" messageRef="answer">${twice}</receiveTask>`) },
    play: (play) => play.start().complete('before').receive('it').receive('it'),
    trace: `${begun} +it +it -it +it -it -it ${finished}`,
  },
});
