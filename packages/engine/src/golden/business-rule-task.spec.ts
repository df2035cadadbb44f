import { compileDecisions } from '@gaita/expressions';
import { expect } from '@jest/globals';
import { feature } from '../testing/feature.ts';
import type { Play } from '../testing/play.ts';

/** The fee asks for the band; both bands match from 65 to 69, which the table does not allow. */
const { decisions: compiled } = await compileDecisions(`<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="fees" name="Fees" namespace="urn:gaita:golden">
  <decision id="band" name="Band"><variable name="Band"/><decisionTable id="bands">
    <input id="age"><inputExpression typeRef="number"><text>age</text></inputExpression></input><output id="o" name="band"/>
    <rule id="child"><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>"child"</text></outputEntry></rule>
    <rule id="adult"><inputEntry><text>[18..69]</text></inputEntry><outputEntry><text>"adult"</text></outputEntry></rule>
    <rule id="senior"><inputEntry><text>&gt;= 65</text></inputEntry><outputEntry><text>"senior"</text></outputEntry></rule>
  </decisionTable></decision>
  <decision id="fee" name="Fee"><variable name="Fee"/><informationRequirement><requiredDecision href="#band"/></informationRequirement>
    <literalExpression><text>if Band = "adult" then 10 else 0</text></literalExpression></decision>
</definitions>`);
const decisions = Object.fromEntries(compiled.map((one) => [one.id, one]));

const decided = (task: string) => `
  <startEvent id="start"/>
  ${task}
  <userTask id="pay"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="decide"/>
  <sequenceFlow id="f2" sourceRef="decide" targetRef="pay"/>`;

const fee = (attributes: string, inner = '') =>
  `<businessRuleTask id="decide" camunda:resultVariable="fee" camunda:mapDecisionResult="singleEntry" ${attributes}>${inner}</businessRuleTask>`;

const rulesOf = (play: Play) =>
  play
    .of('decisionEvaluated')
    .flatMap(({ evaluated = [] }) =>
      evaluated.map(({ decisionId, inputs, matchedRules, result }) => ({ decisionId, inputs, matchedRules, result })),
    );

feature('business rule task', {
  normal: {
    model: decided(fee('camunda:decisionRef="fee"')),
    options: { decisions },
    play(play) {
      play.start({ age: 30 });
      expect(play.variables()).toEqual({ age: 30, fee: 10 });
      expect(rulesOf(play)).toEqual([
        { decisionId: 'band', inputs: [{ id: 'age', name: 'age', value: 30 }], matchedRules: ['adult'], result: 'adult' },
        { decisionId: 'fee', inputs: [{ name: 'Band', value: 'adult' }], matchedRules: [], result: 10 },
      ]);
      play.complete('pay');
    },
    trace: '+start -start +decide -decide +pay -pay =completed',
  },
  cancelled: {
    model: decided(fee('camunda:type="external" camunda:topic="rules"')),
    options: { decisions },
    play: (play) => play.start().do({ type: 'cancel' }),
    trace: '+start -start +decide ~decide =terminated',
  },
  repeated: {
    model: decided(
      fee(
        'camunda:decisionRef="fee"',
        '<multiInstanceLoopCharacteristics isSequential="true" camunda:collection="ages" camunda:elementVariable="age"/>',
      ),
    ),
    options: { decisions },
    play(play) {
      play.start({ ages: [5, 40] });
      expect(rulesOf(play).map(({ result }) => result)).toEqual(['child', 0, 'adult', 10]);
    },
    trace: '+start -start +decide +decide -decide +decide -decide -decide +pay',
  },
  'named by an expression': {
    model: decided(fee('camunda:decisionRef="${asked}"')),
    options: { decisions },
    play(play) {
      play.start({ age: 30, asked: 'band' });
      expect(play.variables()).toMatchObject({ fee: 'adult' });
    },
    trace: '+start -start +decide -decide +pay',
  },
  'that cannot decide waits for better values': {
    model: decided(fee('camunda:decisionRef="fee"')),
    options: { decisions },
    play(play) {
      play.start({ age: 66 });
      expect(play.of('incidentRaised')[0]?.message).toContain('Rules 2 and 3 match; the hit policy UNIQUE allows one.');
      play.do({ type: 'writeVariables', variables: { age: 70 } });
      play.do({ type: 'retryIncident', incidentId: play.wait('incident', 'decide').id });
      expect(play.variables()).toMatchObject({ fee: 0 });
    },
    trace: '+start -start +decide !expressionFailed@decide -decide +pay',
  },
  'calling an object outside': {
    model: decided('<businessRuleTask id="decide" camunda:resultVariable="fee" camunda:expression="${fees.find(age)}"/>'),
    options: { decisions },
    play(play) {
      play.start({ age: 30 }).finishJob('decide', { result: 7 });
      expect(play.variables()).toEqual({ age: 30, fee: 7 });
    },
    trace: '+start -start +decide -decide +pay',
  },
});
