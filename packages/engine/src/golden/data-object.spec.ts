import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

/** A user task writes the data object by its data output; a later script reads it. */
const written = `
  <dataObject id="DataObject_1" name="order"/>
  <dataObjectReference id="ref" name="The order [new]" dataObjectRef="DataObject_1"/>
  <startEvent id="start"/>
  <userTask id="ask">
    <ioSpecification><dataOutput id="out" name="answer"/><inputSet/><outputSet><dataOutputRefs>out</dataOutputRefs></outputSet></ioSpecification>
    <dataOutputAssociation><sourceRef>out</sourceRef><targetRef>ref</targetRef></dataOutputAssociation>
  </userTask>
  <userTask id="use"/>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
  <sequenceFlow id="f2" sourceRef="ask" targetRef="use"/>
  <sequenceFlow id="f3" sourceRef="use" targetRef="end"/>`;

/** Its own data object and one of the same name outside. */
const inside = `
  <dataObject id="outer" name="note"/>
  <startEvent id="start"/>
  <subProcess id="sub">
    <dataObject id="inner" name="note"/>
    <startEvent id="s"/>
    <scriptTask id="write" scriptFormat="feel" camunda:resultVariable="note"><script>"inside"</script></scriptTask>
    <userTask id="look"/>
    <sequenceFlow id="i1" sourceRef="s" targetRef="write"/>
    <sequenceFlow id="i2" sourceRef="write" targetRef="look"/>
  </subProcess>
  <exclusiveGateway id="again" default="f3"/>
  <userTask id="after"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="sub"/>
  <sequenceFlow id="f2" sourceRef="sub" targetRef="again"/>
  <sequenceFlow id="back" sourceRef="again" targetRef="sub"><conditionExpression>= again</conditionExpression></sequenceFlow>
  <sequenceFlow id="f3" sourceRef="again" targetRef="after"/>`;

feature('data object', {
  normal: {
    model: written,
    play: (play) => {
      play.start();
      expect(play.variables()).toEqual({ order: null });
      play.complete('ask', { answer: { total: 3 } });
      expect(play.variables()).toEqual({ order: { total: 3 } });
      play.complete('use');
    },
    trace: '+start -start +ask -ask +use -use +end -end =completed',
  },
  cancelled: {
    model: inside,
    play: (play) => {
      play.start();
      expect([play.variables(), play.seenAt(play.wait('task', 'look').tokenId)]).toEqual([{ note: null }, { note: 'inside' }]);
      play.do({ type: 'cancel' });
    },
    trace: '+start -start +sub +s -s +write -write +look ~look ~sub =terminated',
  },
  repeated: {
    model: inside,
    play: (play) => {
      play.start({ again: true }).complete('look');
      expect(play.variables()).toEqual({ again: true, note: null });
      // The sub-process begins with data of its own each time.
      expect(
        play
          .of('variableWritten')
          .filter(({ name }) => name === 'note')
          .map(({ value }) => value),
      ).toEqual([null, null, 'inside', null, 'inside']);
      play.complete('look', { again: false });
    },
    trace: `+start -start +sub +s -s +write -write +look -look -sub +again -again
      +sub +s -s +write -write +look -look -sub +again -again +after`,
  },
  'given at the start': {
    model: written,
    play: (play) => {
      play.start({ order: 'known' });
      expect(play.variables()).toEqual({ order: 'known' });
      // An output that nobody wrote gives nothing.
      play.complete('ask').complete('use');
      expect(play.of('variableWritten').filter(({ name }) => name === 'order')).toHaveLength(1);
    },
    trace: '+start -start +ask -ask +use -use +end -end =completed',
  },
  'only drawn': {
    model: `
      <dataObject id="DataObject_0x1"/>
      <dataObjectReference id="letter" name="Letter" dataObjectRef="DataObject_0x1"/>
      <startEvent id="start"/>
      <userTask id="write">
        <property id="Property_1" name="__targetRef_placeholder"/>
        <dataInputAssociation><sourceRef>letter</sourceRef><targetRef>Property_1</targetRef></dataInputAssociation>
        <dataOutputAssociation><targetRef>letter</targetRef></dataOutputAssociation>
      </userTask>
      <sequenceFlow id="f1" sourceRef="start" targetRef="write"/>`,
    play: (play) => {
      play.start().complete('write');
      expect(play.of('variableWritten')).toEqual([]);
    },
    trace: '+start -start +write -write =completed',
  },
});
