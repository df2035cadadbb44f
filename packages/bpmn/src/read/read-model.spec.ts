import { describe, expect, it } from '@jest/globals';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

describe('a small model', () => {
  const xml = processXml(
    `<startEvent id="start" camunda:initiator="starter" camunda:formRef="request"/>
     <userTask id="check" name="Check" camunda:asyncBefore="true">
       <documentation>Look at it.</documentation>
       <extensionElements><gaita:texts><gaita:text lang="lv" name="Pārbaudīt"/></gaita:texts></extensionElements>
     </userTask>
     <exclusiveGateway id="choice" default="no"/>
     <endEvent id="end"/>
     <endEvent id="stop"><terminateEventDefinition/></endEvent>
     <sequenceFlow id="a" sourceRef="start" targetRef="check"/>
     <sequenceFlow id="b" sourceRef="check" targetRef="choice"/>
     <sequenceFlow id="yes" name="Yes" sourceRef="choice" targetRef="end"><conditionExpression xsi:type="tFormalExpression">= ok</conditionExpression></sequenceFlow>
     <sequenceFlow id="no" sourceRef="choice" targetRef="stop"/>`,
    {
      process:
        'name="Request" camunda:versionTag="1.2" camunda:historyTimeToLive="P30D" camunda:candidateStarterGroups="front-desk, partner"',
    },
  );

  it('becomes nodes and flows with the connections of the flows', async () => {
    const { id, processes, problems } = await readModel(xml);
    expect(problems).toEqual([]);
    expect(id).toBe('definitions');
    expect(processes).toMatchObject([
      {
        id: 'process',
        name: 'Request',
        isExecutable: true,
        versionTag: '1.2',
        historyTimeToLive: 'P30D',
        candidateStarterGroups: ['front-desk', 'partner'],
        candidateStarterUsers: [],
        flows: [
          { id: 'a', source: 'start', target: 'check' },
          { id: 'b', source: 'check', target: 'choice' },
          {
            id: 'yes',
            name: 'Yes',
            condition: { source: 'ok', language: 'feel', elementId: 'yes', property: 'conditionExpression', line: 15 },
          },
          { id: 'no' },
        ],
      },
    ]);
    const [start, check, choice, end, stop] = processes[0]!.nodes;
    expect(start).toMatchObject({ type: 'startEvent', initiator: 'starter', formKey: 'request', outgoing: ['a'], incoming: [] });
    expect(check).toMatchObject({
      type: 'userTask',
      asyncBefore: true,
      asyncAfter: false,
      line: 6,
      documentation: 'Look at it.',
      texts: { en: { name: 'Check', documentation: 'Look at it.' }, lv: { name: 'Pārbaudīt' } },
    });
    expect(choice).toMatchObject({ type: 'exclusiveGateway', defaultFlow: 'no', incoming: ['b'], outgoing: ['yes', 'no'] });
    expect(end).toMatchObject({ type: 'endEvent', definitions: [] });
    expect(stop).toMatchObject({ type: 'endEvent', definitions: [{ type: 'terminate' }] });
  });

  it('reads the same with a byte order mark and Windows line ends', async () => {
    expect(await readModel(`\uFEFF${xml.replaceAll('\n', '\r\n')}`)).toEqual(await readModel(xml));
  });

  it('holds nested scopes', async () => {
    const { processes, problems } = await readModel(
      processXml(
        inARow([
          'outer',
          `<subProcess id="outer">${inARow().replace(/id="(\w[\w-]*)"|Ref="(\w+)"/g, (_all, id?: string, ref?: string) => (id ? `id="i-${id}"` : `Ref="i-${ref}"`))}</subProcess>`,
        ]),
      ),
    );
    expect(problems).toEqual([]);
    expect(processes[0]?.nodes[1]).toMatchObject({
      type: 'subProcess',
      triggeredByEvent: false,
      nodes: [{ id: 'i-start' }, { id: 'i-end' }],
      flows: [{ id: 'i-to-end', source: 'i-start', target: 'i-end' }],
    });
  });
});
