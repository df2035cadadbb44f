import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const roots = `<message id="m" name="ask"/><interface id="i" name="registry"><operation id="op" name="find"><inMessageRef>m</inMessageRef></operation></interface>`;
const xml = (node: string) => processXml(inARow(['n', node]), { roots });
const read = async (node: string) => (await readModel(xml(node))).processes[0]?.nodes.find(({ id }) => id === 'n');
const resource = (type: string, text: string) =>
  `<${type}><resourceAssignmentExpression><formalExpression>${text}</formalExpression></resourceAssignmentExpression></${type}>`;

describe('people named in BPMN’s own way', () => {
  it('are assignee, users and groups', async () => {
    expect(
      await read(
        `<userTask id="n">${resource('humanPerformer', '${starter}')}${resource('potentialOwner', 'user(anna), group(expert), lawyer')}</userTask>`,
      ),
    ).toMatchObject({
      assignee: { source: '${starter}', language: 'juel' },
      candidateUsers: [{ source: 'anna' }],
      candidateGroups: [{ source: 'expert' }, { source: 'lawyer' }],
    });
  });

  it('are not looked up in a directory, which is said', async () => {
    const found = await checkModel(xml('<userTask id="n" name="N"><potentialOwner/></userTask>'));
    expect(found.map(({ message }) => message).join()).toContain('potentialOwner with parameters or without a name');
  });
});

describe('a task that only names an operation', () => {
  it('is a job with the topic interface.operation', async () => {
    const node = '<serviceTask id="n" implementation="##WebService" operationRef="op"/>';
    expect(await read(node)).toMatchObject({ topic: { topic: { source: 'registry.find', language: 'literal' } } });
    expect(await checkModel(xml(node))).toMatchObject([{ severity: 'warning', rule: 'operation-topic' }]);
  });

  it.each(['sendTask', 'receiveTask'])('%s: its message is the operation’s input', async (type) => {
    const node = `<${type} id="n" operationRef="op"/>`;
    expect(await read(node)).toMatchObject({ message: { name: { source: 'ask' } } });
    expect((await checkModel(xml(node))).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

it('the process says the priority of its jobs, where they say none', async () => {
  const priority = async (more: string) => {
    const { processes } = await readModel(
      processXml(inARow(['n', `<serviceTask id="n" camunda:type="external" camunda:topic="t" ${more}/>`]), {
        process: 'camunda:taskPriority="7"',
      }),
    );
    const node = processes[0]?.nodes.find(({ id }) => id === 'n');
    return node?.type === 'serviceTask' ? node.topic?.priority?.source : undefined;
  };
  expect(await priority('')).toBe('7');
  expect(await priority('camunda:taskPriority="9"')).toBe('9');
});
