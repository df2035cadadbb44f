import { describe, expect, it } from '@jest/globals';
import { listenerAt } from './flow/listeners.ts';
import { inARow, modelOf } from './testing/model-of.ts';
import { traceOf } from './testing/feature.ts';
import { Play } from './testing/play.ts';

const listening = (type: string, extensions: string, inside = '', attributes = '') =>
  `<${type} id="n" ${attributes}><extensionElements>${extensions}</extensionElements>${inside}</${type}>`;
const started = (topic: string) =>
  `<zeebe:executionListeners><zeebe:executionListener eventType="start" type="${topic}"/></zeebe:executionListeners>`;
const topic = (event: string, name: string) => `<zeebe:executionListener eventType="${event}" type="${name}"/>`;
const around = `<zeebe:executionListeners>${topic('start', 'first')}${topic('start', 'second')}${topic('end', 'third')}${topic('end', 'fourth')}</zeebe:executionListeners>`;
const waitsFor = (play: Play) => play.of('jobCreated').at(-1)?.topic;

const playOf = async (element: string, beside = '', roots = '') =>
  new Play(await modelOf(inARow(['n', element]) + beside, roots));

describe('what listens to an element', () => {
  it('comes before and after its work, one after the other', async () => {
    const play = await playOf(listening('userTask', around));
    play.start();
    expect([waitsFor(play), play.tasks()]).toEqual(['first', []]);
    play.finishJob('n', { a: 1 });
    expect([waitsFor(play), play.tasks()]).toEqual(['second', []]);
    play.finishJob('n').complete('n');
    expect([waitsFor(play), play.tasks()]).toEqual(['third', []]);
    play.finishJob('n').finishJob('n');
    expect(traceOf(play.records)).toBe('+start -start +n -n +end -end =completed');
  });

  it('sees the inputs and writes before the outputs', async () => {
    const play = await playOf(
      listening(
        'task',
        `${around}<camunda:inputOutput><camunda:inputParameter name="x">\${1}</camunda:inputParameter><camunda:outputParameter name="y">\${x + z}</camunda:outputParameter></camunda:inputOutput>`,
      ),
    );
    play.start();
    expect(play.seenAt(play.wait('job', 'n').tokenId)).toMatchObject({ x: 1 });
    play.finishJob('n').finishJob('n').finishJob('n').finishJob('n', { z: 5 });
    expect(play.of('variableWritten').map(({ name, value }) => [name, value])).toContainEqual(['y', 6]);
  });

  it.each([
    'startEvent',
    'endEvent',
    'exclusiveGateway',
    'parallelGateway',
    'intermediateThrowEvent',
    'scriptTask',
    'manualTask',
  ])('may be at a %s', async (type) => {
    const body = listening(type, around, type === 'scriptTask' ? '<script>= 1</script>' : '');
    const model = `${type === 'startEvent' ? '' : '<startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="n"/>'}${body}
        ${type === 'endEvent' ? '' : '<endEvent id="end"/><sequenceFlow id="f2" sourceRef="n" targetRef="end"/>'}`;
    const play = new Play(await modelOf(model));
    play.start().finishJob('n').finishJob('n').finishJob('n').finishJob('n');
    expect(play.outcome()).toBe('completed');
  });

  it('may be at a sub-process', async () => {
    const play = await playOf(
      listening(
        'subProcess',
        around,
        inARow(['work', '<userTask id="work"/>'])
          .replaceAll('"start"', '"s"')
          .replaceAll('"end"', '"e"')
          .replaceAll('to-', 'in-'),
      ),
    );
    play.start().finishJob('n').finishJob('n');
    expect(play.tasks()).toEqual(['work']);
    play.complete('work').finishJob('n').finishJob('n');
    expect(play.outcome()).toBe('completed');
  });

  it('is asked for each instance of a repeated activity', async () => {
    const play = await playOf(
      listening(
        'userTask',
        around,
        '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
      ),
    );
    play.start();
    expect(play.waits('job')).toHaveLength(2);
    for (let job = 0; job < 4; job++) play.finishJob('n');
    play.complete('n').complete('n');
    for (let job = 0; job < 4; job++) play.finishJob('n');
    expect(play.outcome()).toBe('completed');
  });

  it('goes with the element that is cancelled, and a called process that was not started yet is left alone', async () => {
    const play = await playOf(listening('callActivity', around, '', 'calledElement="other"'));
    play.start().do({ type: 'cancel' });
    expect(play.of('jobCanceled')).toHaveLength(1);
    expect(play.of('deliverySent')).toEqual([]);
    expect(play.outcome()).toBe('terminated');
  });

  it('comes after asyncBefore and before asyncAfter', async () => {
    const play = await playOf(listening('task', around, '', 'camunda:asyncBefore="true" camunda:asyncAfter="true"'));
    play.start();
    play.goOn();
    play.finishJob('n').finishJob('n').finishJob('n');
    expect(play.waits('continue')).toEqual([]);
    play.finishJob('n');
    play.goOn();
    expect(play.outcome()).toBe('completed');
  });

  it('arms boundary events with the work only', async () => {
    const timer =
      '<boundaryEvent id="late" attachedToRef="n"><timerEventDefinition><timeDuration>PT1M</timeDuration></timerEventDefinition></boundaryEvent>';
    const play = await playOf(listening('userTask', started('first')), timer);
    play.start();
    expect(play.waits('timer')).toEqual([]);
    play.finishJob('n');
    expect(play.waits('timer')).toHaveLength(1);
  });

  it('throws errors that the element’s boundary catches; uncaught at the end, only the listener is tried again', async () => {
    const boundary = '<boundaryEvent id="no" attachedToRef="n"><errorEventDefinition/></boundaryEvent>';
    const caught = await playOf(listening('userTask', started('first')), boundary);
    caught.start().do({ type: 'jobError', jobId: caught.wait('job', 'n').id, errorCode: 'NO', variables: {} });
    expect(traceOf(caught.records)).toBe('+start -start +n ~n +no -no =completed');

    const play = await playOf(listening('userTask', around));
    play.start().finishJob('n').finishJob('n').complete('n');
    play.do({ type: 'jobError', jobId: play.wait('job', 'n').id, errorCode: 'NO', variables: {} });
    play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'n').id });
    expect([waitsFor(play), play.tasks()]).toEqual(['third', []]);
    play.finishJob('n').finishJob('n');
    expect(play.outcome()).toBe('completed');
  });

  it('gives an object outside its arguments, and the element’s own answer is not taken from it', async () => {
    const play = await playOf(
      listening(
        'serviceTask',
        '<camunda:executionListener event="start" expression="${audit.log(amount, 2)}"/>',
        '',
        'camunda:expression="${mail.send(amount)}" camunda:resultVariable="sent"',
      ),
    );
    play.start({ amount: 7 });
    expect(play.seenAt(play.wait('job', 'n').tokenId)).toMatchObject({ arguments: [7, 2] });
    expect(listenerAt(play.process, play.snapshot!, { ...play.wait('job', 'n'), jobId: play.wait('job', 'n').id })).toMatchObject(
      { type: 'job' },
    );
    play.finishJob('n', { logged: true });
    expect(play.seenAt(play.wait('job', 'n').tokenId)).toMatchObject({ arguments: [7], logged: true });
    expect(
      listenerAt(play.process, play.snapshot!, { ...play.wait('job', 'n'), jobId: play.wait('job', 'n').id }),
    ).toBeUndefined();
    play.finishJob('n', { result: 'yes' });
    expect(
      play
        .of('variableWritten')
        .filter(({ name }) => name === 'sent')
        .map(({ value }) => value),
    ).toEqual(['yes']);
  });

  it('evaluates on the spot, sets variables, and is an incident when it cannot be evaluated', async () => {
    const play = await playOf(
      listening(
        'userTask',
        `<camunda:executionListener event="start" expression="\${execution.setVariable('stage', list[0].name)}"/>`,
      ),
    );
    play.start({ list: [{ name: 'a' }] });
    expect(play.variables()).toMatchObject({ stage: 'a' });

    const broken = await playOf(
      listening(
        'userTask',
        `<camunda:executionListener event="start" expression="\${execution.setVariable('stage', 1 + list)}"/>`,
      ),
    );
    broken.start({ list: [1] });
    expect(broken.of('incidentRaised')).toHaveLength(1);
    broken.do({ type: 'writeVariables', variables: { list: 1 } });
    broken.do({ type: 'retryIncident', incidentId: broken.wait('incident', 'n').id });
    expect(broken.variables()).toMatchObject({ stage: 2 });
  });
});
