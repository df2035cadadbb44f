import { describe, expect, it } from '@jest/globals';
import { modelOf } from './testing/model-of.ts';
import { PartsPlay } from './testing/parts-play.ts';
import { Play } from './testing/play.ts';

const flow = (...ids: string[]) =>
  ids
    .slice(1)
    .map((id, i) => `<sequenceFlow id="${ids[i]}-${id}" sourceRef="${ids[i]}" targetRef="${id}"/>`)
    .join('');
const row = (element: string) => `<startEvent id="start"/>${element}<endEvent id="end"/>${flow('start', 'it', 'end')}`;
const both = 'id="it" camunda:asyncBefore="true" camunda:asyncAfter="true"';
const roots = `<message id="m" name="m"/><signal id="sig" name="sig"/><escalation id="esc" escalationCode="e"/>`;
const inner = '<startEvent id="s1"/><task id="t1"/><endEvent id="e1"/>' + flow('s1', 't1', 'e1');
const host = '<startEvent id="start"/><userTask id="host"/><endEvent id="end"/>' + flow('start', 'host', 'end');
const timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
const message = '<messageEventDefinition messageRef="m"/>';

type Case = readonly [what: string, process: string, work?: (play: Play) => unknown, reach?: (play: Play) => unknown];
const cases: Case[] = [
  ['task', row(`<task ${both}/>`)],
  ['manual task', row(`<manualTask ${both}/>`)],
  ['user task', row(`<userTask ${both}/>`), (play) => play.complete('it')],
  ['service task', row(`<serviceTask ${both} camunda:type="external" camunda:topic="t"/>`), (play) => play.finishJob('it')],
  ['service task with an expression', row(`<serviceTask ${both} camunda:expression="\${1 + 1}"/>`)],
  ['send task', row(`<sendTask ${both} messageRef="m"/>`)],
  ['receive task', row(`<receiveTask ${both} messageRef="m"/>`), (play) => play.receive('it')],
  [
    'business rule task',
    row(`<businessRuleTask ${both} camunda:type="external" camunda:topic="t"/>`),
    (play) => play.finishJob('it'),
  ],
  ['script task', row(`<scriptTask ${both}><script>= 1</script></scriptTask>`)],
  [
    'script task in JavaScript',
    row(`<scriptTask ${both} scriptFormat="javascript"><script>1</script></scriptTask>`),
    (play) => play.finishJob('it'),
  ],
  ['call activity', row(`<callActivity ${both} calledElement="p"/>`), (play) => play.endCalled('it')],
  ['sub-process', row(`<subProcess ${both}>${inner}</subProcess>`)],
  ['transaction', row(`<transaction ${both}>${inner}</transaction>`)],
  [
    'ad-hoc sub-process',
    row(`<adHocSubProcess ${both}><userTask id="t1"/><completionCondition>= true</completionCondition></adHocSubProcess>`),
    (play) =>
      play
        .do({
          type: 'startAdHocActivity',
          tokenId: play.of('activityStarted').find(({ elementId }) => elementId === 'it')!.tokenId,
          elementId: 't1',
        })
        .complete('t1'),
  ],
  ['exclusive gateway', row(`<exclusiveGateway ${both}/>`)],
  ['parallel gateway', row(`<parallelGateway ${both}/>`)],
  ['inclusive gateway', row(`<inclusiveGateway ${both}/>`)],
  ['complex gateway', row(`<complexGateway ${both}/>`)],
  ['start event', `<startEvent ${both}/><endEvent id="end"/>${flow('it', 'end')}`],
  ['end event', `<startEvent id="start"/><endEvent ${both}/>${flow('start', 'it')}`],
  ['end event that sends', `<startEvent id="start"/><endEvent ${both}>${message}</endEvent>${flow('start', 'it')}`],
  ['timer', row(`<intermediateCatchEvent ${both}>${timer}</intermediateCatchEvent>`), (play) => play.fire('it')],
  ['message', row(`<intermediateCatchEvent ${both}>${message}</intermediateCatchEvent>`), (play) => play.receive('it')],
  [
    'signal',
    row(`<intermediateCatchEvent ${both}><signalEventDefinition signalRef="sig"/></intermediateCatchEvent>`),
    (play) => play.hear('it'),
  ],
  [
    'condition',
    row(
      `<intermediateCatchEvent ${both}><conditionalEventDefinition><condition>= n = 1</condition></conditionalEventDefinition></intermediateCatchEvent>`,
    ),
    (play) => play.write({ n: 1 }),
  ],
  ['thrown message', row(`<intermediateThrowEvent ${both}>${message}</intermediateThrowEvent>`)],
  [
    'thrown escalation',
    row(`<intermediateThrowEvent ${both}><escalationEventDefinition escalationRef="esc"/></intermediateThrowEvent>`),
  ],
  ['thrown event without a kind', row(`<intermediateThrowEvent ${both}/>`)],
  [
    'link that is caught',
    `<startEvent id="start"/><intermediateThrowEvent id="go"><linkEventDefinition name="l"/></intermediateThrowEvent><intermediateCatchEvent ${both}><linkEventDefinition name="l"/></intermediateCatchEvent><endEvent id="end"/>${flow('start', 'go')}${flow('it', 'end')}`,
  ],
  [
    'boundary event',
    `${host}<boundaryEvent attachedToRef="host" ${both}>${timer}</boundaryEvent><endEvent id="late"/>${flow('it', 'late')}`,
    undefined,
    (play) => play.fire('it'),
  ],
  [
    'event behind an event-based gateway',
    `<startEvent id="start"/><eventBasedGateway id="g"/><intermediateCatchEvent ${both}>${timer}</intermediateCatchEvent><intermediateCatchEvent id="other">${message}</intermediateCatchEvent><endEvent id="end"/>${flow('start', 'g', 'it', 'end')}${flow('g', 'other', 'end')}`,
    undefined,
    (play) => play.fire('it'),
  ],
  [
    'event sub-process',
    `${host}<subProcess triggeredByEvent="true" ${both}><startEvent id="s1">${message}</startEvent><endEvent id="e1"/>${flow('s1', 'e1')}</subProcess>`,
    undefined,
    (play) => play.receive('s1'),
  ],
  [
    'multi-instance activity as a whole',
    row(
      `<task ${both}><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></task>`,
    ),
  ],
  ['loop as a whole', row(`<task ${both}><standardLoopCharacteristics loopMaximum="3"/></task>`)],
];

const ended = (play: Play) => play.ended().filter((each) => each === 'it completed').length;

describe('asyncBefore and asyncAfter are jobs of their own', () => {
  it.each(cases.map((each) => ({ what: each[0], each })))('at: $what', async ({ each: [, process, work, reach] }) => {
    const play = new Play(await modelOf(process, roots)).start();
    reach?.(play);
    expect(play.started()).not.toContain('it');
    expect(
      play
        .waits()
        .filter(({ elementId }) => elementId === 'it')
        .map(({ kind }) => kind),
    ).toEqual(['continue']);
    play.do({ type: 'continue', jobId: play.wait('continue', 'it').id });
    expect(play.started()).toContain('it');
    work?.(play);
    expect(ended(play)).toBe(play.started().filter((id) => id === 'it').length - 1);
    expect(play.waits().map(({ kind, elementId }) => `${kind} ${elementId}`)).toEqual(['continue it']);
    play.do({ type: 'continue', jobId: play.wait('continue', 'it').id });
    expect(play.outcome()).toBe('completed');
  });

  const many = (attributes: string, sequential = false) =>
    row(
      `<userTask id="it"><multiInstanceLoopCharacteristics isSequential="${sequential}" ${attributes} camunda:collection="= [1, 2, 3]" camunda:elementVariable="each" gaita:outputCollection="all" gaita:outputElement="= each * 10"/></userTask>`,
    );

  it.each([
    ['side by side', false, Play],
    ['one after the other', true, Play],
    ['side by side, stored apart', false, PartsPlay],
    ['one after the other, stored apart', true, PartsPlay],
  ])('of each instance of a multi-instance activity: %s', async (_what, sequential, Kind) => {
    const play = new Kind(await modelOf(many('camunda:asyncBefore="true" camunda:asyncAfter="true"', sequential))).start();
    const go = () => {
      const { id: jobId, ...place } = play.wait('continue', 'it');
      play.do({ type: 'continue', jobId, place });
    };
    for (let n = 0; n < 3; n++) {
      expect(play.waits('continue')).toHaveLength(sequential ? 1 : 3 - n);
      expect(play.tasks()).toEqual([]);
      go();
      expect(play.tasks()).toEqual(['it']);
      play.complete('it');
      expect(ended(play)).toBe(n);
      const after = play.waits('continue').at(-1)!;
      const { id: jobId, ...place } =
        play.waits('continue').find(({ tokenId }) => play.snapshot!.scopes[tokenId]?.token?.phase === 'after') ?? after;
      play.do({ type: 'continue', jobId, place });
    }
    expect(play.outcome()).toBe('completed');
    expect(
      play
        .of('variableWritten')
        .filter(({ name }) => name === 'all')
        .at(-1),
    ).toMatchObject({ value: [10, 20, 30] });
  });
});
