import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';

const specification = `<ioSpecification><dataInput id="i" name="given"/><dataOutput id="o" name="result"/>
  <inputSet><dataInputRefs>i</dataInputRefs><optionalInputRefs>i</optionalInputRefs></inputSet><outputSet/></ioSpecification>`;
const work = (associations: string) => `
  <dataObject id="order" name="order"/>
  <dataObjectReference id="orderRef" dataObjectRef="order"/>
  <dataObject id="bill" name="bill"/>
  <startEvent id="start"/>
  <exclusiveGateway id="merge"/>
  <userTask id="work">${specification}${associations}</userTask>
  <exclusiveGateway id="again" default="no"/>
  <userTask id="after"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
  <sequenceFlow id="f2" sourceRef="merge" targetRef="work"/>
  <sequenceFlow id="f3" sourceRef="work" targetRef="again"/>
  <sequenceFlow id="yes" sourceRef="again" targetRef="merge"><conditionExpression>= bill.total &lt; 10</conditionExpression></sequenceFlow>
  <sequenceFlow id="no" sourceRef="again" targetRef="after"/>`;

const transforming = work(`
  <dataInputAssociation><sourceRef>orderRef</sourceRef><targetRef>i</targetRef>
    <transformation xsi:type="tFormalExpression">= sum(orderRef.prices)</transformation></dataInputAssociation>
  <dataOutputAssociation><sourceRef>o</sourceRef><targetRef>bill</targetRef>
    <transformation xsi:type="tFormalExpression">\${result}</transformation>
    <assignment><from xsi:type="tFormalExpression">given</from><to xsi:type="tFormalExpression">bill.total</to></assignment>
    <assignment><from xsi:type="tFormalExpression">= "EUR"</from><to xsi:type="tFormalExpression">bill.money.unit</to></assignment>
    <assignment><from xsi:type="tFormalExpression">as written</from><to xsi:type="tFormalExpression">bill.note</to></assignment>
  </dataOutputAssociation>`);

feature('data association: transformation and assignment', {
  normal: {
    model: transforming,
    play: (play) => {
      play.start({ order: { prices: [7, 5] } });
      expect(play.seenAt(play.wait('task', 'work').tokenId)['given']).toBe(12);
      play.complete('work', { result: { payer: 'Ann' } });
      expect(play.variables()['bill']).toEqual({ payer: 'Ann', total: 12, money: { unit: 'EUR' }, note: 'as written' });
    },
    trace: '+start -start +merge -merge +work -work +again -again +after',
  },
  cancelled: {
    model: transforming,
    play: (play) => {
      // Without its source a data input stays empty; it is optional here.
      play.start();
      expect(play.seenAt(play.wait('task', 'work').tokenId)['given']).toBeNull();
      play.do({ type: 'cancel' });
    },
    trace: '+start -start +merge -merge +work ~work =terminated',
  },
  repeated: {
    model: transforming,
    play: (play) => {
      play.start({ order: { prices: [1] } }).complete('work', { result: {} });
      expect(play.variables()['bill']).toMatchObject({ total: 1 });
      play.complete('work', { result: { payer: 'Bob' }, order: { prices: [] } });
      expect(play.variables()['bill']).toMatchObject({ total: 1, payer: 'Bob' });
      play.complete('work', { given: 20, result: { payer: 'Eve' } });
      expect(play.variables()['bill']).toMatchObject({ total: 20, payer: 'Eve' });
    },
    trace: `+start -start +merge -merge +work -work +again -again +merge -merge +work -work +again -again
      +merge -merge +work -work +again -again +after`,
  },
  'that cannot be evaluated': {
    model: work(`<dataOutputAssociation><sourceRef>o</sourceRef><targetRef>bill</targetRef>
      <transformation xsi:type="tFormalExpression">\${result.missing.deep}</transformation></dataOutputAssociation>`),
    play: (play) => {
      play.start().complete('work', { result: 'text' });
      const incident = play.of('incidentRaised')[0]!;
      expect(incident.message).toContain('work, transformation');
      expect(play.variables()['bill']).toBeNull();
      const { tokenId } = play.wait('incident', 'work');
      play.do({ type: 'writeVariables', scopeId: tokenId, variables: { result: { missing: { deep: { total: 10 } } } } });
      play.do({ type: 'retryIncident', incidentId: incident.incidentId });
      expect(play.variables()['bill']).toEqual({ total: 10 });
    },
    trace: '+start -start +merge -merge +work !expressionFailed@work -work +again -again +after',
  },
});
