import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DatabaseSystem } from '../../../../test/support/databases.ts';
import { databaseNames, startDatabaseSystem } from '../../../../test/support/databases.ts';
import { smallModel, userTask } from '../../../../test/support/small-model.ts';
import { RestServer } from './testing/rest-server.ts';

const rules = (adult: number, tag: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="rules" name="Rules" namespace="urn:test">
  <inputData id="age" name="age"><variable name="age" typeRef="number"/></inputData>
  <decision id="band" name="Band"><variable name="Band"/><informationRequirement><requiredInput href="#age"/></informationRequirement>
    <decisionTable id="bands"><input id="column" label="Age"><inputExpression typeRef="number"><text>age</text></inputExpression></input><output id="o" name="band"/>
    <rule id="child"><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>"child"</text></outputEntry></rule>
    <rule id="adult"><inputEntry><text>&gt;= 18</text></inputEntry><outputEntry><text>"adult"</text></outputEntry></rule>
    <rule id="old"><inputEntry><text>&gt; 100</text></inputEntry><outputEntry><text>"old"</text></outputEntry></rule></decisionTable></decision>
  <decision id="charge" name="Charge" camunda:versionTag="${tag}" camunda:historyTimeToLive="P30D"><variable name="Charge"/>
    <informationRequirement><requiredDecision href="#band"/></informationRequirement>
    <literalExpression><text>if Band = "adult" then ${adult} else 0</text></literalExpression></decision>
</definitions>`;

const deciding = (key: string, attributes: string) =>
  smallModel(key, [
    [
      'decide',
      `<businessRuleTask id="decide" camunda:resultVariable="charge" camunda:mapDecisionResult="singleEntry" ${attributes}/>`,
    ],
    userTask('check', 'case-handler'),
  ]);

interface Decided {
  readonly id: string;
  readonly [name: string]: unknown;
}

describe.each(databaseNames)('Decisions of cases on %s', (name) => {
  let system: DatabaseSystem;
  let server: RestServer;

  beforeAll(async () => {
    system = await startDatabaseSystem(name);
    server = await RestServer.start(await system.newConfig({ GAITA_MODE: 'demo' }));
    const deploy = async (files: Record<string, string>) => {
      const { status, text } = await server.deploy(files);
      if (status !== 200) throw new Error(text);
    };
    await deploy({
      'first.dmn': rules(10, 'one'),
      'deployed.bpmn': deciding('deployed', 'camunda:decisionRef="charge" camunda:decisionRefBinding="deployment"'),
    });
    await deploy({ 'second.dmn': rules(20, 'two') });
    await deploy({
      'latest.bpmn': deciding('latest', 'camunda:decisionRef="charge"'),
      'version.bpmn': deciding(
        'version',
        'camunda:decisionRef="charge" camunda:decisionRefBinding="version" camunda:decisionRefVersion="1"',
      ),
      'tagged.bpmn': deciding(
        'tagged',
        'camunda:decisionRef="charge" camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="one"',
      ),
      'named.bpmn': deciding('named', 'camunda:decisionRef="${asked}"'),
    });
  });
  afterAll(async () => {
    await server?.stop();
    await system?.stop();
  });

  const start = (key: string, age: number) =>
    server.start(key, { variables: { age: { value: age }, asked: { value: 'charge' } } });
  const chargeOf = async (instance: string) =>
    (await server.get<{ charge?: { value: unknown } }>(`/process-instance/${instance}/variables`)).charge?.value;

  it.each([
    ['latest', 20],
    ['version', 10],
    ['tagged', 10],
    ['deployed', 10],
    ['named', 20],
  ])('are found by the binding of %s', async (key, charge) => {
    expect(await chargeOf(await start(key, 30))).toBe(charge);
  });

  it('are told with all inputs, rules and outputs of their graph', async () => {
    const instance = await start('latest', 30);
    const all = await server.get<Decided[]>(
      `/history/decision-instance?processInstanceId=${instance}&includeInputs=true&includeOutputs=true`,
    );
    const root = all[1]!.id;
    expect(all).toMatchObject([
      {
        decisionDefinitionKey: 'band',
        decisionDefinitionName: 'Band',
        decisionDefinitionId: expect.any(String),
        processDefinitionKey: 'latest',
        activityId: 'decide',
        rootDecisionInstanceId: root,
        inputs: [{ clauseId: 'column', clauseName: 'Age', type: 'Integer', value: 30, decisionInstanceId: all[0]!.id }],
        outputs: [{ variableName: 'band', ruleId: 'adult', ruleOrder: 1, type: 'String', value: 'adult' }],
        collectResultValue: null,
      },
      {
        decisionDefinitionKey: 'charge',
        rootDecisionInstanceId: null,
        inputs: [{ clauseName: 'Band', value: 'adult' }],
        outputs: [{ variableName: 'Charge', ruleId: null, value: 20 }],
      },
    ]);
    const roots = `/history/decision-instance?processInstanceId=${instance}&rootDecisionInstancesOnly=true`;
    expect(await server.get(roots)).toMatchObject([{ id: root, inputs: [], outputs: [] }]);
    expect(await server.get(`/history/decision-instance/count?processInstanceId=${instance}`)).toEqual({ count: 2 });
    expect(await server.get(`/history/decision-instance/${root}`)).toMatchObject({ outputs: [{ value: 20 }] });
    await server.ask('get', '/history/decision-instance/unheard').expect(404);
  });

  it('that fail become incidents in plain words', async () => {
    const instance = await start('latest', 101);
    const [incident] = await server.get<{ incidentMessage: string }[]>(`/incident?processInstanceId=${instance}`);
    expect(incident?.incidentMessage).toContain('Rules 2 and 3 match; the hit policy UNIQUE allows one.');
  });

  it('are listed with their file', async () => {
    const { dmnXml } = await server.get<{ dmnXml: string }>('/decision-definition/key/charge/xml');
    expect(dmnXml).toBe(rules(20, 'two'));
    const [first] = await server.get<Decided[]>('/decision-definition?key=charge&version=1');
    expect(await server.get(`/decision-definition/${first!.id}/xml`)).toEqual({ id: first!.id, dmnXml: rules(10, 'one') });
  });
});
