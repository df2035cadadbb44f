import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

const inSubProcess = `
  <startEvent id="start"/>
  <subProcess id="part">
    <extensionElements>
      <camunda:inputOutput>
        <camunda:inputParameter name="own">\${1}</camunda:inputParameter>
        <camunda:outputParameter name="result">\${own + 1}</camunda:outputParameter>
      </camunda:inputOutput>
    </extensionElements>
    <startEvent id="inner"/><userTask id="work"/><sequenceFlow id="i1" sourceRef="inner" targetRef="work"/>
  </subProcess>
  <userTask id="after"/>
  <boundaryEvent id="cut" attachedToRef="part"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>
  <sequenceFlow id="f1" sourceRef="start" targetRef="part"/>
  <sequenceFlow id="f2" sourceRef="part" targetRef="after"/>
  <sequenceFlow id="f3" sourceRef="cut" targetRef="after"/>`;

feature('variable scopes', {
  normal: {
    model: inSubProcess,
    play: (play) => {
      play.start({ outer: 0 }).complete('work', { own: 10, outer: 20, fresh: 30 });
      expect(play.variables()).toEqual({ outer: 20, fresh: 30, result: 11 });
      play.complete('after');
    },
    trace: '+start -start +part +inner -inner +work -work -part +after -after =completed',
  },
  cancelled: {
    model: inSubProcess,
    play: (play) => {
      play.start().fire('cut');
      expect(play.variables()).toEqual({});
    },
    trace: '+start -start +part +inner -inner +work ~work ~part +cut -cut +after',
  },
  repeated: {
    model: `
      <startEvent id="start"/>
      <userTask id="each">
        <multiInstanceLoopCharacteristics camunda:collection="names" camunda:elementVariable="name"/>
        <extensionElements>
          <camunda:inputOutput><camunda:inputParameter name="greeting">\${name}!</camunda:inputParameter></camunda:inputOutput>
        </extensionElements>
      </userTask>
      <sequenceFlow id="f1" sourceRef="start" targetRef="each"/>`,
    play: (play) => {
      play.start({ names: ['Ilze', 'Ivo'] });
      const [first, second] = play.waits('task').map(({ tokenId }) => play.seenAt(tokenId));
      expect(first).toMatchObject({ name: 'Ilze', greeting: 'Ilze!', loopCounter: 0 });
      expect(second).toMatchObject({ name: 'Ivo', greeting: 'Ivo!', loopCounter: 1 });
      play.complete('each', { greeting: 'Labdien', agreed: true });
      expect(play.seenAt(play.wait('task', 'each').tokenId)).toMatchObject({ greeting: 'Ivo!', agreed: true });
      play.complete('each');
      expect(play.of('variableWritten').filter(({ scopeId }) => scopeId === 'instance')).toMatchObject([
        { name: 'names' },
        { name: 'agreed' },
      ]);
    },
    trace: '+start -start +each +each +each -each -each -each =completed',
  },
  'a name that JavaScript gives a meaning to': {
    model: `
      <startEvent id="start"/>
      <exclusiveGateway id="choose" default="no"/>
      <userTask id="a"/><userTask id="b"/>
      <sequenceFlow id="f1" sourceRef="start" targetRef="choose"/>
      <sequenceFlow id="yes" sourceRef="choose" targetRef="a"><conditionExpression>\${constructor == 2}</conditionExpression></sequenceFlow>
      <sequenceFlow id="no" sourceRef="choose" targetRef="b"/>`,
    play: (play) => {
      play.start(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as Record<string, never>);
      expect(Object.keys(play.variables())).toEqual(['__proto__', 'constructor']);
    },
    trace: '+start -start +choose -choose +a',
  },
});
