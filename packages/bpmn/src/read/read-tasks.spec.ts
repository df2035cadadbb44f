import { describe, expect, it } from '@jest/globals';
import type { FlowNode } from '../model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const roots = `<message id="m" name="answer"><extensionElements><zeebe:subscription correlationKey="= caseId"/></extensionElements></message>
  <error id="err" errorCode="E1"/><escalation id="esc" escalationCode="U1"/>`;

/** The node `n` of a process that holds it, read without any complaint. */
async function read(node: string, around = ''): Promise<FlowNode | undefined> {
  const model = await readModel(processXml(around + inARow(['n', node]), { roots }));
  expect(model.problems).toEqual([]);
  return model.processes[0]?.nodes.find((each) => each.id === 'n');
}
const feel = (source: string) => expect.objectContaining({ source, language: 'feel' });
const juel = (source: string) => expect.objectContaining({ source, language: 'juel' });
const literal = (source: string) => expect.objectContaining({ source, language: 'literal' });
const extended = (element: string, attributes: string, extensions: string) =>
  `<${element} id="n" ${attributes}><extensionElements>${extensions}</extensionElements></${element}>`;

describe('user tasks', () => {
  it('in the camunda dialect', async () => {
    expect(
      await read(
        `<userTask id="n" camunda:assignee="\${starter}" camunda:candidateUsers="expert-1, expert-2" camunda:candidateGroups="expert,\${unit.of(a, b)},finance"
           camunda:dueDate="2027-01-31" camunda:followUpDate="#{later}" camunda:priority="70" camunda:formKey="ask"/>`,
      ),
    ).toMatchObject({
      type: 'userTask',
      assignee: { source: '${starter}', language: 'juel', elementId: 'n', property: 'camunda:assignee' },
      candidateUsers: [literal('expert-1'), literal('expert-2')],
      candidateGroups: [literal('expert'), juel('${unit.of(a, b)}'), literal('finance')],
      dueDate: literal('2027-01-31'),
      followUpDate: juel('#{later}'),
      priority: literal('70'),
      formKey: 'ask',
    });
  });

  it('in the zeebe dialect', async () => {
    expect(
      await read(
        extended(
          'userTask',
          '',
          `<zeebe:assignmentDefinition assignee="= starter" candidateGroups="= [&quot;expert&quot;, unit]" candidateUsers="a, b"/>
           <zeebe:formDefinition formId="ask"/><zeebe:taskSchedule dueDate="= due" followUpDate="2027-01-01"/><zeebe:priorityDefinition priority="70"/>`,
        ),
      ),
    ).toMatchObject({
      assignee: feel('starter'),
      candidateUsers: [literal('a'), literal('b')],
      candidateGroups: [feel('["expert", unit]')],
      dueDate: feel('due'),
      followUpDate: literal('2027-01-01'),
      priority: literal('70'),
      formKey: 'ask',
    });
  });

  it('with what is only ours', async () => {
    expect(
      await read(
        '<userTask id="n" gaita:joint="service-manager, finance" gaita:consulted="lawyer!, expert" gaita:due="10 working days" gaita:legalBasis="eli/lv/1"/>',
      ),
    ).toMatchObject({
      joint: ['service-manager', 'finance'],
      consulted: [
        { role: 'lawyer', required: true },
        { role: 'expert', required: false },
      ],
      due: '10 working days',
      legalBasis: 'eli/lv/1',
    });
  });
});

describe('a user task without people', () => {
  const lane = (attributes: string, inside = '<flowNodeRef>n</flowNodeRef>') =>
    `<laneSet id="lanes"><lane id="l" ${attributes}>${inside}</lane></laneSet>`;
  const groups = async (task: string, lanes: string) => {
    const node = await read(task, lanes);
    return node?.type === 'userTask' ? node.candidateGroups.map((group) => group.source) : undefined;
  };

  it('takes the role of its lane', async () => {
    expect(await groups('<userTask id="n"/>', lane('gaita:role="front-desk"'))).toEqual(['front-desk']);
    expect(await groups('<userTask id="n"/>', lane('name="finance"'))).toEqual(['finance']);
    expect(await groups('<userTask id="n"/>', lane('name="Some office"'))).toEqual([]);
  });

  it('takes that of the innermost lane with a role', async () => {
    const inner = (attributes: string) =>
      lane(
        'gaita:role="front-desk"',
        `<flowNodeRef>n</flowNodeRef><childLaneSet id="inner"><lane id="i" ${attributes}><flowNodeRef>n</flowNodeRef></lane></childLaneSet>`,
      );
    expect(await groups('<userTask id="n"/>', inner('gaita:role="expert"'))).toEqual(['expert']);
    expect(await groups('<userTask id="n"/>', inner('name="Desk two"'))).toEqual(['front-desk']);
  });

  it('takes that of the lane around its sub-process', async () => {
    const lanes = lane('gaita:role="expert"', '<flowNodeRef>sub</flowNodeRef>');
    const body = `${lanes}${inARow(['sub', '<subProcess id="sub"><startEvent id="s"/><userTask id="n"/></subProcess>'])}`;
    const sub = (await readModel(processXml(body))).processes[0]?.nodes[1];
    expect(sub).toMatchObject({ nodes: [{ id: 's' }, { id: 'n', candidateGroups: [literal('expert')] }] });
  });

  it('but none where it names somebody itself', async () => {
    for (const people of ['assignee="a"', 'candidateUsers="a"']) {
      expect(await groups(`<userTask id="n" camunda:${people}/>`, lane('gaita:role="expert"'))).toEqual([]);
    }
    expect(await groups('<userTask id="n" camunda:candidateGroups="lawyer"/>', lane('gaita:role="expert"'))).toEqual(['lawyer']);
  });
});

describe('work that leaves the process', () => {
  it('is an external topic in the camunda dialect', async () => {
    expect(
      await read(
        extended(
          'serviceTask',
          'camunda:type="external" camunda:topic="gaita.mail" camunda:taskPriority="${p}" camunda:resultVariable="r"',
          `<camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>
           <camunda:properties><camunda:property name="__proto__" value="x"/><camunda:property name="to" value="all"/></camunda:properties>
           <camunda:errorEventDefinition id="map" errorRef="err" expression="\${failed}"/>`,
        ),
      ),
    ).toMatchObject({
      type: 'serviceTask',
      resultVariable: 'r',
      topic: {
        topic: literal('gaita.mail'),
        priority: juel('${p}'),
        retries: 3,
        retryIntervals: ['PT10M', 'PT10M', 'PT10M'],
        errorMappings: [{ code: 'E1', condition: juel('${failed}') }],
        properties: { to: 'all' },
      },
    });
  });

  it('is a task definition in the zeebe dialect', async () => {
    expect(
      await read(
        extended(
          'serviceTask',
          '',
          '<zeebe:taskDefinition type="= topic" retries="5"/><zeebe:taskHeaders><zeebe:header key="to" value="all"/></zeebe:taskHeaders>',
        ),
      ),
    ).toMatchObject({ topic: { topic: feel('topic'), retries: 5, properties: { to: 'all' } } });
  });

  it.each([
    ['R2/PT1M', ['PT1M', 'PT1M']],
    ['PT1M, PT10M,PT1H', ['PT1M', 'PT10M', 'PT1H']],
    ['R999999999/PT1S', Array<string>(100).fill('PT1S')],
  ])('is tried again as %s says', async (cycle, intervals) => {
    const task = extended(
      'serviceTask',
      'camunda:type="external" camunda:topic="t"',
      `<camunda:failedJobRetryTimeCycle>${cycle}</camunda:failedJobRetryTimeCycle>`,
    );
    const node = await read(task);
    expect(node?.type === 'serviceTask' && node.topic?.retryIntervals).toEqual(intervals);
  });

  it('may also be a thrown message', async () => {
    expect(
      await read(
        '<intermediateThrowEvent id="n"><messageEventDefinition camunda:type="external" camunda:topic="post"/></intermediateThrowEvent>',
      ),
    ).toMatchObject({ topic: { topic: literal('post') } });
  });
});

describe('decisions', () => {
  it('in the camunda dialect', async () => {
    expect(
      await read(
        '<businessRuleTask id="n" camunda:decisionRef="fee" camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="v2" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="fee"/>',
      ),
    ).toMatchObject({
      decisionRef: literal('fee'),
      binding: 'versionTag',
      bindingValue: 'v2',
      mapDecisionResult: 'singleEntry',
      resultVariable: 'fee',
    });
  });

  it('with the defaults of Camunda 7', async () => {
    expect(await read('<businessRuleTask id="n" camunda:decisionRef="${which}"/>')).toMatchObject({
      decisionRef: juel('${which}'),
      binding: 'latest',
      mapDecisionResult: 'resultList',
    });
  });

  it('in the zeebe dialect', async () => {
    expect(
      await read(
        extended(
          'businessRuleTask',
          '',
          '<zeebe:calledDecision decisionId="= which" resultVariable="r" bindingType="deployment"/>',
        ),
      ),
    ).toMatchObject({ decisionRef: feel('which'), resultVariable: 'r', binding: 'deployment', mapDecisionResult: 'singleEntry' });
  });
});

describe('call activities', () => {
  it('in the camunda dialect', async () => {
    expect(
      await read(
        extended(
          'callActivity',
          'calledElement="other" camunda:calledElementBinding="version" camunda:calledElementVersion="3"',
          `<camunda:in businessKey="#{execution.processBusinessKey}"/><camunda:in variables="all" local="true"/>
           <camunda:in source="a" target="b"/><camunda:in sourceExpression="\${a + 1}" target="c"/><camunda:out source="d" target="e" local="true"/>`,
        ),
      ),
    ).toMatchObject({
      type: 'callActivity',
      calledElement: literal('other'),
      binding: 'version',
      bindingValue: '3',
      businessKey: juel('#{execution.processBusinessKey}'),
      in: [
        { all: true, local: true },
        { source: 'a', target: 'b', local: false },
        { sourceExpression: juel('${a + 1}'), target: 'c' },
      ],
      out: [{ source: 'd', target: 'e', local: true }],
    });
  });

  it('in the zeebe dialect, which hands everything on unless told otherwise', async () => {
    expect(await read(extended('callActivity', '', '<zeebe:calledElement processId="other"/>'))).toMatchObject({
      calledElement: literal('other'),
      in: [{ all: true }],
      out: [{ all: true }],
    });
    expect(
      await read(extended('callActivity', '', '<zeebe:calledElement processId="= which" propagateAllChildVariables="false"/>')),
    ).toMatchObject({ calledElement: feel('which'), in: [{ all: true }], out: [] });
  });
});
