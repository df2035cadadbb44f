import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

const counting = `
  <property id="p" name="draft"/>
  <startEvent id="start"/>
  <exclusiveGateway id="merge"/>
  <subProcess id="sub">
    <property id="q" name="count"/>
    <startEvent id="s"/>
    <scriptTask id="add" scriptFormat="feel" camunda:resultVariable="count"><script>if count = null then 1 else count + 1</script></scriptTask>
    <userTask id="look"/>
    <sequenceFlow id="i1" sourceRef="s" targetRef="add"/>
    <sequenceFlow id="i2" sourceRef="add" targetRef="look"/>
  </subProcess>
  <exclusiveGateway id="again" default="no"/>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
  <sequenceFlow id="f2" sourceRef="merge" targetRef="sub"/>
  <sequenceFlow id="f3" sourceRef="sub" targetRef="again"/>
  <sequenceFlow id="yes" sourceRef="again" targetRef="merge"><conditionExpression>= again</conditionExpression></sequenceFlow>
  <sequenceFlow id="no" sourceRef="again" targetRef="end"/>`;

feature('property', {
  normal: {
    model: `
      <startEvent id="start"/>
      <userTask id="ask">
        <property id="p" name="note"/>
      </userTask>
      <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>`,
    play: (play) => {
      play.start({ note: 'outside' });
      const task = play.wait('task', 'ask');
      expect(play.seenAt(task.tokenId)).toEqual({ note: null });
      play.do({ type: 'writeVariables', scopeId: task.tokenId, variables: { note: 'inside' } });
      expect([play.variables(), play.seenAt(task.tokenId)]).toEqual([{ note: 'outside' }, { note: 'inside' }]);
      play.complete('ask');
    },
    trace: '+start -start +ask -ask =completed',
  },
  cancelled: {
    model: counting,
    play: (play) => {
      play.start();
      expect([play.variables(), play.seenAt(play.wait('task', 'look').tokenId)]).toEqual([
        { draft: null },
        { draft: null, count: 1 },
      ]);
      play.do({ type: 'cancel' });
    },
    trace: '+start -start +merge -merge +sub +s -s +add -add +look ~look ~sub =terminated',
  },
  repeated: {
    model: counting,
    play: (play) => {
      play.start().complete('look', { again: true });
      // A new entry has properties of its own.
      expect(play.seenAt(play.wait('task', 'look').tokenId)['count']).toBe(1);
      play.complete('look', { again: false });
      expect(play.of('variableWritten').some(({ name, scopeId }) => name === 'count' && scopeId === 'instance')).toBe(false);
    },
    trace: `+start -start +merge -merge +sub +s -s +add -add +look -look -sub +again -again
      +merge -merge +sub +s -s +add -add +look -look -sub +again -again +end -end =completed`,
  },
  'of an event': {
    model: {
      process: `
        <startEvent id="start"/>
        <intermediateCatchEvent id="wait"><property id="p" name="local"/><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
        <userTask id="after"/>
        <sequenceFlow id="f1" sourceRef="start" targetRef="wait"/>
        <sequenceFlow id="f2" sourceRef="wait" targetRef="after"/>`,
      roots: '<message id="m" name="news"/>',
    },
    play: (play) => {
      play.start().receive('wait', { local: 1, other: 2 });
      expect(play.variables()).toEqual({ other: 2 });
    },
    trace: '+start -start +wait -wait +after',
  },
});
