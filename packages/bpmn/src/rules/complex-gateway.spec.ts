import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';

const found = (condition: string, out = '') =>
  findProblems(
    'complex-gateway',
    `<startEvent id="s"/><parallelGateway id="f"/><task id="a"/><complexGateway id="g">${condition}</complexGateway><endEvent id="e"/>
     <sequenceFlow id="sf" sourceRef="s" targetRef="f"/><sequenceFlow id="fa" sourceRef="f" targetRef="a"/><sequenceFlow id="fg" sourceRef="f" targetRef="g"/>
     <sequenceFlow id="ag" sourceRef="a" targetRef="g"/><sequenceFlow id="ge" sourceRef="g" targetRef="e">${out}</sequenceFlow>`,
  );
const when = (text: string) => `<conditionExpression xsi:type="tFormalExpression">${text}</conditionExpression>`;
const activation = '<activationCondition xsi:type="tFormalExpression">= activationCount > 1</activationCondition>';

describe('a complex gateway that joins', () => {
  it('says for what it waits', async () => {
    expect(await found(activation)).toEqual([]);
    expect(await found('')).toEqual(['error g']);
  });

  it('says in which of its two phases a conditional flow is taken', async () => {
    expect(await found(activation, when('= x'))).toEqual(['warning ge']);
    expect(await found(activation, when('= waitingForStart and x'))).toEqual([]);
  });
});
