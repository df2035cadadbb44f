import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import { flows } from '../testing/golden-flows.ts';

const roots = `
  <signal id="sig" name="vote"/><message id="msg" name="vote"/><error id="err" errorCode="E"/><escalation id="esc" escalationCode="U"/>
  <signalEventDefinition id="onSignal" signalRef="sig"/><escalationEventDefinition id="onEscalation" escalationRef="esc"/>
   <messageEventDefinition id="onMessage" messageRef="msg"/><errorEventDefinition id="onError" errorRef="err"/>`;
const catching = (definition: string, interrupts: boolean) =>
  `<boundaryEvent id="caught" attachedToRef="vote" cancelActivity="${interrupts}">${definition}</boundaryEvent>
   <userTask id="count"/>${flows('caught -> count')}`;
const voting = (loop: string, beside = '') => ({
  roots,
  process: `<startEvent id="start"/><userTask id="vote">${loop}</userTask><userTask id="after"/>${beside}${flows('start -> vote -> after')}`,
});
const three = '<loopCardinality>3</loopCardinality>';
const escalation = '<escalationEventDefinition escalationRef="esc"/>';

feature('multi-instance: behavior none, one, all, complex', {
  normal: {
    model: voting(
      `<multiInstanceLoopCharacteristics behavior="None" noneBehaviorEventRef="onEscalation">${three}</multiInstanceLoopCharacteristics>`,
      catching(escalation, false),
    ),
    play: (play) => play.start().complete('vote').complete('vote').complete('vote'),
    trace:
      '+start -start +vote +vote +vote +vote -vote +caught -caught +count -vote +caught -caught +count -vote -vote +caught -caught +after +count',
  },
  cancelled: {
    model: voting(
      `<multiInstanceLoopCharacteristics behavior="One" oneBehaviorEventRef="onEscalation">${three}</multiInstanceLoopCharacteristics>`,
      catching(escalation, true),
    ),
    play: (play) => {
      play.start().complete('vote', {}, 1);
      expect(play.tasks()).toEqual(['count']);
      expect(Object.keys(play.snapshot!.scopes)).toEqual(['instance']);
    },
    trace: '+start -start +vote +vote +vote +vote -vote ~vote ~vote ~vote +caught -caught +count',
  },
  repeated: {
    model: voting(
      `<multiInstanceLoopCharacteristics isSequential="true" behavior="One" oneBehaviorEventRef="onEscalation">${three}</multiInstanceLoopCharacteristics>`,
      catching(escalation, false),
    ),
    play: (play) => play.start().complete('vote').complete('vote').complete('vote'),
    trace: '+start -start +vote +vote -vote +caught -caught +vote +count -vote +vote -vote -vote +after',
  },
  'complex: conditions see the counters': {
    model: voting(
      `<multiInstanceLoopCharacteristics behavior="Complex">${three}
         <complexBehaviorDefinition><condition xsi:type="tFormalExpression">= numberOfCompletedInstances = 2</condition>
           <event id="half">${escalation}</event></complexBehaviorDefinition>
         <complexBehaviorDefinition><condition xsi:type="tFormalExpression">= no</condition>
           <event id="stop"><errorEventDefinition errorRef="err"/></event></complexBehaviorDefinition>
       </multiInstanceLoopCharacteristics>`,
      `${catching(escalation, false)}<boundaryEvent id="refused" attachedToRef="vote"><errorEventDefinition errorRef="err"/></boundaryEvent>`,
    ),
    play: (play) => play.start({ no: false }).complete('vote').complete('vote').complete('vote', { no: true }),
    trace: '+start -start +vote +vote +vote +vote -vote -vote +caught -caught +count -vote ~vote +refused -refused',
  },
  'a message at the boundary ends the whole with the last instance too': {
    model: voting(
      `<multiInstanceLoopCharacteristics behavior="None" noneBehaviorEventRef="onMessage"><loopCardinality>1</loopCardinality></multiInstanceLoopCharacteristics>`,
      catching('<messageEventDefinition messageRef="msg"/>', true),
    ),
    play: (play) => {
      play.start().complete('vote');
      expect(play.of('deliverySent')).toEqual([]);
      expect(play.waits('message')).toEqual([]);
    },
    trace: '+start -start +vote +vote -vote ~vote +caught -caught +count',
  },
  'a signal brings the counters along': {
    model: voting(
      `<multiInstanceLoopCharacteristics behavior="None" noneBehaviorEventRef="onSignal">${three}</multiInstanceLoopCharacteristics>`,
    ),
    play: (play) => {
      play.start().complete('vote', {}, 2);
      expect(play.of('deliverySent').map(({ delivery }) => delivery)).toMatchObject([
        {
          type: 'signal',
          signalName: 'vote',
          variables: { loopCounter: 2, numberOfInstances: 3, numberOfCompletedInstances: 1 },
        },
      ]);
    },
    trace: '+start -start +vote +vote +vote +vote -vote',
  },
  'an error that nobody catches': {
    model: voting(
      `<multiInstanceLoopCharacteristics behavior="One" oneBehaviorEventRef="onError">${three}</multiInstanceLoopCharacteristics>`,
    ),
    play: (play) => play.start().complete('vote'),
    trace: '+start -start +vote +vote +vote +vote !errorNotCaught@vote',
  },
  'an event sub-process of the scope around catches': {
    model: {
      roots,
      process: `<startEvent id="start"/><userTask id="vote"><multiInstanceLoopCharacteristics behavior="None" noneBehaviorEventRef="onEscalation">${three}</multiInstanceLoopCharacteristics></userTask>
        ${flows('start -> vote')}
        <subProcess id="handler" triggeredByEvent="true"><startEvent id="heard" isInterrupting="false">${escalation}</startEvent><userTask id="count"/>${flows('heard -> count')}</subProcess>`,
    },
    play: (play) => play.start().complete('vote'),
    trace: '+start -start +vote +vote +vote +vote -vote +handler +heard -heard +count',
  },
});
