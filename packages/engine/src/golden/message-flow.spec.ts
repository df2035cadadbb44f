import { expect } from '@jest/globals';
import type { Play } from '../testing/play.ts';
import { feature } from '../testing/feature.ts';

/** Another pool of the file, and one outside. Message flows without messages, and one to the pool as a whole. */
const roots = `
  <message id="m" name="news"/>
  <collaboration id="c">
    <participant id="mine" processRef="process"/><participant id="yours" processRef="other"/><participant id="outside" name="Bank"/>
    <messageFlow id="asked" sourceRef="ask" targetRef="begun"/>
    <messageFlow id="answered" sourceRef="reply" targetRef="wait"/>
    <messageFlow id="told" sourceRef="tell" targetRef="yours"/>
    <messageFlow id="paid" sourceRef="tell" targetRef="outside"/>
    <messageFlow id="drawn" sourceRef="work" targetRef="hand"/>
  </collaboration>
  <process id="other" isExecutable="true">
    <startEvent id="begun"><messageEventDefinition/></startEvent><userTask id="hand"/><sendTask id="reply"/>
    <sequenceFlow id="o1" sourceRef="begun" targetRef="hand"/><sequenceFlow id="o2" sourceRef="hand" targetRef="reply"/>
  </process>`;

const process = `
  <startEvent id="start"/>
  <sendTask id="ask"><extensionElements><camunda:in source="question" target="question"/></extensionElements></sendTask>
  <receiveTask id="wait"/>
  <userTask id="work"/>
  <exclusiveGateway id="again" default="no"/>
  <endEvent id="tell"><messageEventDefinition messageRef="m"/></endEvent>
  <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
  <sequenceFlow id="f2" sourceRef="ask" targetRef="wait"/>
  <sequenceFlow id="f3" sourceRef="wait" targetRef="work"/>
  <sequenceFlow id="f4" sourceRef="work" targetRef="again"/>
  <sequenceFlow id="yes" sourceRef="again" targetRef="ask"><conditionExpression>= again</conditionExpression></sequenceFlow>
  <sequenceFlow id="no" sourceRef="again" targetRef="tell"/>`;
const model = { process, roots };

const sent = (play: Play) =>
  play.of('deliverySent').flatMap(({ delivery }) => (delivery.type === 'message' ? [[delivery.messageName, delivery.flow]] : []));
const asked = { id: 'asked', toProcess: 'other', toElement: 'begun', fromProcess: 'process', businessKey: 'B-1' };

feature('message flow between pools', {
  normal: {
    model,
    play: (play) => {
      play.start({ question: 'why' }, { businessKey: 'B-1' });
      expect(sent(play)).toEqual([['message-flow:asked', asked]]);
      expect(play.of('subscriptionOpened')).toMatchObject([{ elementId: 'wait', eventName: 'message-flow:answered' }]);
      play.receive('wait', { because: 1 }).complete('work', { again: false });
      // One message to the pool; nobody outside is executed.
      expect(sent(play)[1]).toEqual(['news', { id: 'told', toProcess: 'other', fromProcess: 'process', businessKey: 'B-1' }]);
      expect(sent(play)).toHaveLength(2);
    },
    trace: '+start -start +ask -ask +wait -wait +work -work +again -again +tell -tell =completed',
  },
  cancelled: {
    model,
    play: (play) => {
      play.start().do({ type: 'cancel' });
      expect(play.of('subscriptionClosed')).toMatchObject([{ elementId: 'wait', taken: false }]);
    },
    trace: '+start -start +ask -ask +wait ~wait =terminated',
  },
  repeated: {
    model,
    play: (play) => {
      play.start({}, { businessKey: 'B-1' }).receive('wait').complete('work', { again: true });
      expect(sent(play)).toEqual([
        ['message-flow:asked', asked],
        ['message-flow:asked', asked],
      ]);
    },
    trace: '+start -start +ask -ask +wait -wait +work -work +again -again +ask -ask +wait',
  },
});
