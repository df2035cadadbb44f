import { expect } from '@jest/globals';
import type { Element } from '../testing/elements.ts';
import { eventRoots } from '../testing/event-kinds.ts';
import { feature } from '../testing/feature.ts';
import type { Play } from '../testing/play.ts';

const m = '<messageEventDefinition messageRef="m1"/>';
const s = '<signalEventDefinition signalRef="s1"/>';
const u = '<escalationEventDefinition escalationRef="u1"/>';
const payload = '<extensionElements><camunda:in source="sum" target="amount"/></extensionElements>';

/** What was thrown, in order. */
const thrown = (play: Play): string[] =>
  play.records.flatMap((record) => {
    if (record.kind === 'escalationThrown') return [`escalation ${record.escalationCode}`];
    if (record.kind !== 'deliverySent') return [];
    const { delivery } = record;
    if (delivery.type === 'message') return [`message ${delivery.messageName} ${JSON.stringify(delivery.variables)}`];
    return delivery.type === 'signal' ? [`signal ${delivery.signalName} ${JSON.stringify(delivery.variables)}`] : [];
  });

const positions = [
  ['intermediate throw event: none', '', []],
  ['intermediate throw event: message', m, ['message paper {"amount":7}']],
  ['intermediate throw event: signal', s, ['signal bell {"amount":7}']],
  ['intermediate throw event: escalation', u, ['escalation U1']],
  ['intermediate throw event: multiple', u + m + s, ['message paper {"amount":7}', 'signal bell {"amount":7}', 'escalation U1']],
  ['end event: none', '', []],
  ['end event: message', m, ['message paper {"amount":7}']],
  ['end event: signal', s, ['signal bell {"amount":7}']],
  ['end event: escalation', u, ['escalation U1']],
  ['end event: multiple', u + m + s, ['message paper {"amount":7}', 'signal bell {"amount":7}', 'escalation U1']],
] as const satisfies readonly (readonly [Element, string, readonly string[]])[];

for (const [element, definitions, expected] of positions) {
  const isEnd = element.startsWith('end');
  const tag = isEnd ? 'endEvent' : 'intermediateThrowEvent';
  const event = `<${tag} id="throw">${payload}${definitions}</${tag}>`;
  const model = {
    roots: eventRoots,
    process: `<startEvent id="start"/>${event}<sequenceFlow id="f1" sourceRef="start" targetRef="throw"/>
      ${isEnd ? '' : '<userTask id="after"/><sequenceFlow id="f2" sourceRef="throw" targetRef="after"/>'}`,
  };
  const waiting = {
    roots: eventRoots,
    process: `<startEvent id="start"/><userTask id="work"/>${event}
      <sequenceFlow id="f1" sourceRef="start" targetRef="work"/><sequenceFlow id="f2" sourceRef="work" targetRef="throw"/>`,
  };
  const twice = {
    roots: eventRoots,
    process: `<startEvent id="start"/><subProcess id="part">
        <multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>
        <startEvent id="begin"/>${event}<sequenceFlow id="i1" sourceRef="begin" targetRef="throw"/>
      </subProcess><sequenceFlow id="f1" sourceRef="start" targetRef="part"/>`,
  };
  feature(element, {
    normal: {
      model,
      play: (play) => {
        play.start({ sum: 7 });
        expect(thrown(play)).toEqual(expected);
      },
      trace: isEnd ? '+start -start +throw -throw =completed' : '+start -start +throw -throw +after',
    },
    cancelled: {
      model: waiting,
      play: (play) => {
        play.start({ sum: 7 }).do({ type: 'cancel' });
        expect(thrown(play)).toEqual([]);
      },
      trace: '+start -start +work ~work =terminated',
    },
    repeated: {
      model: twice,
      play: (play) => {
        play.start({ sum: 7 });
        expect(thrown(play)).toEqual([...expected, ...expected]);
      },
      trace: `+start -start +part +part +begin -begin +throw -throw -part +part +begin -begin +throw -throw -part
        -part =completed`,
    },
  });
}

feature('end event: multiple', {
  normal: {
    model: {
      roots: `${eventRoots}<message id="m0" name="=name"/>`,
      process: `<startEvent id="start"/><endEvent id="throw">${m}<messageEventDefinition messageRef="m0"/></endEvent>
        <sequenceFlow id="f1" sourceRef="start" targetRef="throw"/>`,
    },
    play: (play) => {
      // One of them cannot be evaluated: none is thrown, and after the retry each once.
      play.start();
      expect(thrown(play)).toEqual([]);
      play.write({ name: 'late' });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'throw').id });
      expect(thrown(play)).toEqual(['message paper {}', 'message late {}']);
    },
    trace: '+start -start +throw !expressionFailed@throw -throw =completed',
  },
  cancelled: {
    model: {
      roots: eventRoots,
      process: `<startEvent id="start"/><subProcess id="part"><startEvent id="begin"/>
          <endEvent id="throw"><errorEventDefinition errorRef="e1"/>${m}</endEvent><sequenceFlow id="i1" sourceRef="begin" targetRef="throw"/>
        </subProcess>
        <boundaryEvent id="caught" attachedToRef="part"><errorEventDefinition errorRef="e1"/></boundaryEvent>
        <sequenceFlow id="f1" sourceRef="start" targetRef="part"/>`,
    },
    play: (play) => {
      // The error comes last, or the message would be lost.
      play.start();
      expect(thrown(play)).toEqual(['message paper {}']);
    },
    trace: '+start -start +part +begin -begin +throw -throw ~part +caught -caught =completed',
  },
  repeated: {
    model: {
      roots: eventRoots,
      process: `<startEvent id="start"/><parallelGateway id="fork"/><userTask id="other"/>
        <endEvent id="throw">${m}<terminateEventDefinition/>${s}</endEvent>
        <sequenceFlow id="f1" sourceRef="start" targetRef="fork"/><sequenceFlow id="f2" sourceRef="fork" targetRef="other"/>
        <sequenceFlow id="f3" sourceRef="fork" targetRef="throw"/>`,
    },
    play: (play) => {
      play.start();
      expect(thrown(play)).toEqual(['message paper {}', 'signal bell {}']);
    },
    trace: '+start -start +fork -fork +other +throw ~other -throw =completed',
  },
});
