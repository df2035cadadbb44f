import { expect } from '@jest/globals';
import { adHocParts } from '../flow/ad-hoc.ts';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';
import type { Play } from '../testing/play.ts';

const adHoc = (attributes: string, inside: string, beside = '') => `
  <startEvent id="start"/>
  <adHocSubProcess id="part" ${attributes}>${inside}</adHocSubProcess>
  <userTask id="after"/>${beside}
  ${flows('start -> part -> after')}`;

const partOf = (play: Play, n = 0): string =>
  Object.entries(play.snapshot!.scopes).filter(([, { element, loop }]) => element === 'part' && !loop)[n]![0];
const begin = (play: Play, elementId: string, n = 0): void =>
  void play.do({ type: 'startAdHocActivity', tokenId: partOf(play, n), elementId });
const finish = (play: Play): void => void play.do({ type: 'completeAdHoc', tokenId: partOf(play) });

const three = '<userTask id="a"/><userTask id="b"/><userTask id="c"/>';

feature('ad-hoc sub-process', {
  normal: {
    model: adHoc('', `${three}${flows('b -> c')}`),
    play: (play) => {
      play.start();
      expect(play.tasks()).toEqual([]);
      begin(play, 'b');
      begin(play, 'a');
      play.complete('b');
      expect(play.tasks()).toEqual(['a', 'c']);
      play.complete('c').complete('a');
      begin(play, 'a');
      play.complete('a');
      finish(play);
      expect(play.tasks()).toEqual(['after']);
      expect(play.try({ type: 'completeAdHoc', tokenId: 'gone' })?.code).toBe('activity-not-active');
    },
    trace: '+start -start +part +b +a -b +c -c -a +a -a -part +after',
  },
  cancelled: {
    model: adHoc(
      '',
      three,
      `<boundaryEvent id="cut" attachedToRef="part"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
       <userTask id="late"/>${flows('cut -> late')}`,
    ),
    play: (play) => {
      play.start();
      begin(play, 'a');
      play.fire('cut');
      expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
    },
    trace: '+start -start +part +a ~a ~part +cut -cut +late',
  },
  repeated: {
    model: adHoc(
      '',
      `<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
       <completionCondition>= done</completionCondition>${three}`,
    ),
    play: (play) => {
      play.start({ done: false });
      const enabled = ['a', 'b', 'c'];
      if (!play.snapshot!.apart)
        expect(adHocParts(play.process, play.snapshot!)).toMatchObject([{ enabled }, { enabled, mayComplete: false }]);
      begin(play, 'a', 0);
      begin(play, 'b', 1);
      play.complete('a', { done: true });
      expect(play.tasks()).toEqual(['b']);
      play.complete('b');
      expect(play.tasks()).toEqual(['after']);
    },
    trace: '+start -start +part +part +part +a +b -a -part -b -part -part +after',
  },
  'completion condition cancels what still runs': {
    model: adHoc('', `<completionCondition>= votes >= 2</completionCondition>${three}${flows('a -> c')}`),
    play: (play) => {
      play.start({ votes: 0 });
      begin(play, 'a');
      begin(play, 'a');
      begin(play, 'b');
      expect(play.try({ type: 'completeAdHoc', tokenId: partOf(play) })?.code).toBe('activity-not-enabled');
      play.complete('a', { votes: 1 });
      expect(play.tasks()).toEqual(['a', 'b', 'c']);
      play.complete('b', { votes: 2 });
    },
    trace: '+start -start +part +a +a +b -a +c -b ~c ~a -part +after',
  },
  'waits for what still runs': {
    model: adHoc(
      'cancelRemainingInstances="false"',
      `<completionCondition>= votes >= 1</completionCondition>${three}${flows('a -> c')}`,
    ),
    play: (play) => {
      play.start({ votes: 0 });
      begin(play, 'a');
      begin(play, 'b');
      play.complete('b', { votes: 1 });
      expect(play.tasks()).toEqual(['a']);
      expect(play.try({ type: 'startAdHocActivity', tokenId: partOf(play), elementId: 'a' })?.code).toBe('activity-not-active');
      play.complete('a');
    },
    trace: '+start -start +part +a +b -b -a -part +after',
  },
  'one after the other': {
    model: adHoc(
      'ordering="Sequential"',
      `<userTask id="a"/><userTask id="b"/><userTask id="c"/><parallelGateway id="fork"/>
       ${flows('a -> fork -> b', 'fork -> c')}`,
    ),
    play: (play) => {
      play.start();
      begin(play, 'a');
      expect(play.try({ type: 'startAdHocActivity', tokenId: partOf(play), elementId: 'a' })?.code).toBe('activity-not-enabled');
      play.complete('a');
      expect(play.tasks()).toEqual(['b']);
      play.complete('b');
      expect(play.tasks()).toEqual(['c']);
      play.complete('c');
      finish(play);
    },
    trace: '+start -start +part +a -a +fork -fork +b -b +c -c -part +after',
  },
  'starts by itself what the model names': {
    model: adHoc(
      '',
      `<extensionElements><zeebe:adHoc activeElementsCollection="= first"/></extensionElements>
       <task id="a"/><userTask id="b"/><userTask id="c"/>${flows('b -> c')}`,
    ),
    play: (play) => {
      play.start({ first: ['a', 'b'] });
      expect(play.tasks()).toEqual(['b']);
      play.complete('b').complete('c');
      expect(play.tasks()).toEqual(['after']);
    },
    trace: '+start -start +part +a -a +b -b +c -c -part +after',
  },
  'with nothing named it is over at once; what is no activity of it is an incident': {
    model: adHoc('gaita:activeElements="= first"', `${three}${flows('b -> c')}`),
    play: (play) => {
      play.start({ first: ['c'] });
      play.do({ type: 'writeVariables', variables: { first: [] } });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'part').id });
      expect(play.tasks()).toEqual(['after']);
    },
    trace: '+start -start +part !expressionFailed@part -part +after',
  },
  'an event in it occurs as often as it likes': {
    model: {
      roots: '<message id="m" name="note"/>',
      process: adHoc(
        '',
        `<userTask id="a"/><intermediateCatchEvent id="note"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><userTask id="read"/>
         ${flows('note -> read')}`,
      ),
    },
    play: (play) => {
      play.start().receive('note').receive('note').complete('read').complete('read');
      finish(play);
      expect(play.waits('message')).toEqual([]);
    },
    trace: '+start -start +part +note -note +read +note -note +read -read -read -part +after',
  },
  'an error in it is caught outside': {
    model: {
      roots: '<error id="e" errorCode="E"/>',
      process: adHoc(
        '',
        `<serviceTask id="a" camunda:type="external" camunda:topic="t"/>`,
        `<boundaryEvent id="wrong" attachedToRef="part"><errorEventDefinition errorRef="e"/></boundaryEvent><userTask id="mend"/>${flows('wrong -> mend')}`,
      ),
    },
    play: (play) => {
      play.start();
      begin(play, 'a');
      play.do({ type: 'jobError', jobId: play.wait('job', 'a').id, errorCode: 'E', variables: {} });
    },
    trace: '+start -start +part +a ~a ~part +wrong -wrong +mend',
  },
  'one after the other, beside an event that is waited for': {
    model: adHoc(
      'ordering="Sequential"',
      `<userTask id="a"/><userTask id="b"/><intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
       ${flows('a -> pause')}`,
    ),
    play: (play) => {
      const enabled = () => adHocParts(play.process, play.snapshot!).map((part) => part.enabled);
      play.start();
      expect(enabled()).toEqual([['a', 'b']]);
      begin(play, 'a');
      expect(enabled()).toEqual([[]]);
      play.complete('a');
      expect(enabled()).toEqual([['a', 'b']]);
      begin(play, 'b');
      expect(enabled()).toEqual([[]]);
      play.complete('b').fire('pause');
      expect(enabled()).toEqual([['a', 'b']]);
      finish(play);
      expect(enabled()).toEqual([]);
    },
    trace: '+start -start +part +a -a +pause +b -b -pause -part +after',
  },
});
