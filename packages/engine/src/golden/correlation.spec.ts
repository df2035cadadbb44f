import { expect } from '@jest/globals';
import { correlates } from '../correlation/correlates.ts';
import type { Play } from '../testing/play.ts';
import { riga } from '../testing/play.ts';
import { feature } from '../testing/feature.ts';

const waiting = {
  process: `
    <startEvent id="start"/>
    <exclusiveGateway id="merge"/>
    <intermediateCatchEvent id="wait"><messageEventDefinition messageRef="m" gaita:correlationKey="= order"/></intermediateCatchEvent>
    <intermediateThrowEvent id="tell"><messageEventDefinition messageRef="m" gaita:correlationKey="= order" gaita:businessKey="\${partner}" gaita:timeToLive="PT1H"/></intermediateThrowEvent>
    <exclusiveGateway id="again" default="no"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
    <sequenceFlow id="f2" sourceRef="merge" targetRef="wait"/>
    <sequenceFlow id="f3" sourceRef="wait" targetRef="tell"/>
    <sequenceFlow id="f4" sourceRef="tell" targetRef="again"/>
    <sequenceFlow id="yes" sourceRef="again" targetRef="merge"><conditionExpression>= order &lt; 2</conditionExpression></sequenceFlow>
    <sequenceFlow id="no" sourceRef="again" targetRef="end"/>`,
  roots: '<message id="m" name="news"/>',
};

feature('correlation: message name and business key', {
  normal: {
    model: waiting,
    play: (play) => {
      play.start({ order: 7, partner: 'B-7' }, { businessKey: 'A-7' });
      expect(play.of('subscriptionOpened')).toMatchObject([{ eventName: 'news', correlationKey: '7' }]);
      play.receive('wait');
      expect(play.of('deliverySent').map(({ delivery }) => delivery)).toMatchObject([
        { messageName: 'news', correlationKey: '7', businessKey: 'B-7', timeToLive: 'PT1H' },
      ]);
    },
    trace: '+start -start +merge -merge +wait -wait +tell -tell +again -again +end -end =completed',
  },
  cancelled: {
    model: waiting,
    play: (play) => {
      play.start({ order: 7 }).do({ type: 'cancel' });
      expect(play.of('subscriptionClosed')).toMatchObject([{ taken: false }]);
    },
    trace: '+start -start +merge -merge +wait ~wait =terminated',
  },
  repeated: {
    model: waiting,
    play: (play) => {
      play.start({ order: 1, partner: null }).receive('wait').receive('wait', { order: 2 });
      expect(play.of('subscriptionOpened').map(({ correlationKey }) => correlationKey)).toEqual(['1', '1']);
    },
    trace: `+start -start +merge -merge +wait -wait +tell -tell +again -again
      +merge -merge +wait -wait +tell -tell +again -again +end -end =completed`,
  },
});

/** `asked` sets the key; `answered` must have the same. The second key follows the variables. */
const keyed = {
  process: `
    <correlationSubscription id="s" correlationKeyRef="byPlot">
      <correlationPropertyBinding correlationPropertyRef="plot"><dataPath>plot</dataPath></correlationPropertyBinding>
    </correlationSubscription>
    <startEvent id="start"/>
    <sendTask id="ask" messageRef="m1"><extensionElements><camunda:in source="number" target="id"/></extensionElements></sendTask>
    <receiveTask id="wait" messageRef="m2"/>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
    <sequenceFlow id="f2" sourceRef="ask" targetRef="wait"/>
    <sequenceFlow id="f3" sourceRef="wait" targetRef="end"/>
    <boundaryEvent id="more" attachedToRef="wait" cancelActivity="false"><messageEventDefinition messageRef="m3"/></boundaryEvent>
    <userTask id="read"/>
    <sequenceFlow id="f4" sourceRef="more" targetRef="read"/>`,
  roots: `
    <message id="m1" name="asked"/><message id="m2" name="answered"/><message id="m3" name="changed"/>
    <correlationProperty id="number">
      <correlationPropertyRetrievalExpression messageRef="m1"><messagePath>id</messagePath></correlationPropertyRetrievalExpression>
      <correlationPropertyRetrievalExpression messageRef="m2"><messagePath>= letter.id</messagePath></correlationPropertyRetrievalExpression>
    </correlationProperty>
    <correlationProperty id="plot">
      <correlationPropertyRetrievalExpression messageRef="m3"><messagePath>plot</messagePath></correlationPropertyRetrievalExpression>
    </correlationProperty>
    <collaboration id="c">
      <participant id="p" processRef="process"/>
      <correlationKey id="byNumber"><correlationPropertyRef>number</correlationPropertyRef></correlationKey>
      <correlationKey id="byPlot"><correlationPropertyRef>plot</correlationPropertyRef></correlationKey>
    </collaboration>`,
};
const fits = (play: Play, name: string, variables: Parameters<Play['start']>[0] = {}) =>
  correlates(play.process, play.snapshot!, { name, variables }, { now: play.now, calendar: riga });

feature('correlation: correlation keys', {
  normal: {
    model: keyed,
    play: (play) => {
      play.start({ number: 5, plot: null });
      expect(play.snapshot!.keys).toEqual({ byNumber: [5] });
      expect(fits(play, 'answered', { letter: { id: 5 } })).toBe('same');
      expect(fits(play, 'answered', { letter: { id: 6 } })).toBe('other');
      expect(fits(play, 'answered')).toBe('other');
      expect(fits(play, 'changed', { plot: 1 })).toBe('open');
      play.receive('wait', { letter: { id: 5 } });
    },
    trace: '+start -start +ask -ask +wait -wait +end -end =completed',
  },
  cancelled: {
    model: keyed,
    play: (play) => {
      // What is not in the first message is set by none.
      play.start();
      expect(play.snapshot!.keys).toBeUndefined();
      expect(fits(play, 'answered', { letter: { id: 6 } })).toBe('open');
      play.do({ type: 'cancel' });
    },
    trace: '+start -start +ask -ask +wait ~wait =terminated',
  },
  repeated: {
    model: keyed,
    play: (play) => {
      play.start({ number: 5, plot: 3 });
      expect([fits(play, 'changed', { plot: 3 }), fits(play, 'changed', { plot: 4 })]).toEqual(['same', 'other']);
      play.receive('more', { plot: 4 });
      // The message set the key too, and the process's variable has followed it.
      expect([fits(play, 'changed', { plot: 3 }), fits(play, 'changed', { plot: 4 })]).toEqual(['other', 'same']);
      play.receive('more', { plot: 4 });
      expect(play.tasks()).toEqual(['read', 'read']);
    },
    trace: '+start -start +ask -ask +wait +more -more +read +more -more +read',
  },
});
