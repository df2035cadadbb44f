import { feature } from '../testing/feature.ts';

const asked = `
  <startEvent id="start" camunda:initiator="applicant"/>
  <userTask id="ask"/>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
  <sequenceFlow id="f2" sourceRef="ask" targetRef="end"/>`;

feature('start event: none', {
  normal: {
    model: asked,
    play: (play) => play.start().complete('ask'),
    trace: '+start -start +ask -ask +end -end =completed',
  },
  cancelled: {
    model: asked,
    play: (play) => play.start().do({ type: 'cancel' }),
    trace: '+start -start +ask ~ask =terminated',
  },
  repeated: {
    model: `
      <startEvent id="start"/>
      <subProcess id="round">
        <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
        <startEvent id="inner"/><task id="work"/><sequenceFlow id="f2" sourceRef="inner" targetRef="work"/>
      </subProcess>
      <sequenceFlow id="f1" sourceRef="start" targetRef="round"/>`,
    play: (play) => play.start(),
    trace: `+start -start
      +round +round +inner -inner +work -work -round +round +inner -inner +work -work -round -round =completed`,
  },
});
