import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const errors = async (xml: string) => (await checkModel(xml)).filter(({ severity }) => severity === 'error');
const file = (root: string, options = {}) =>
  processXml(inARow(['call', '<callActivity id="call" calledElement="g"/>']), { roots: root, ...options });
const globalTask = async (root: string) => {
  const xml = file(root);
  expect(await checkModel(xml)).toEqual([]);
  const process = (await readModel(xml)).processes.find(({ id }) => id === 'g')!;
  expect(process.isExecutable).toBe(true);
  expect(process.flows.map(({ source, target }) => `${source} ${target}`)).toEqual(['g_start g_task', 'g_task g_end']);
  return process.nodes[1];
};

describe('a global task is a process of one task', () => {
  it.each([
    ['globalTask', 'task'],
    ['globalManualTask', 'manualTask'],
  ])('%s', async (element, type) => {
    expect(await globalTask(`<${element} id="g" name="G"/>`)).toMatchObject({ id: 'g_task', type, name: 'G' });
  });

  it('globalUserTask, with what Camunda says of user tasks', async () => {
    expect(
      await globalTask(
        '<globalUserTask id="g" name="G" camunda:candidateGroups="expert" camunda:formKey="f" camunda:dueDate="P3D"><extensionElements><camunda:inputOutput><camunda:inputParameter name="a">1</camunda:inputParameter></camunda:inputOutput></extensionElements></globalUserTask>',
      ),
    ).toMatchObject({
      id: 'g_task',
      type: 'userTask',
      candidateGroups: [{ source: 'expert' }],
      formKey: 'f',
      dueDate: { source: 'P3D' },
      inputs: [{ name: 'a' }],
    });
  });

  it.each([
    ['feel', undefined],
    ['javascript', 'gaita.script'],
  ])('globalScriptTask in %s', async (language, topic) => {
    const node = await globalTask(
      `<globalScriptTask id="g" scriptLanguage="${language}" camunda:resultVariable="r"><script>1 + 1</script></globalScriptTask>`,
    );
    expect(node).toMatchObject({ type: 'scriptTask', script: { source: '1 + 1', language }, resultVariable: 'r' });
    expect(node?.type === 'scriptTask' && node.topic?.topic.source).toBe(topic ?? undefined);
  });

  it('globalBusinessRuleTask', async () => {
    expect(await globalTask('<globalBusinessRuleTask id="g" camunda:decisionRef="d" camunda:resultVariable="r"/>')).toMatchObject(
      { type: 'businessRuleTask', decisionRef: { source: 'd' }, resultVariable: 'r' },
    );
  });

  it('is refused for what it cannot do, like any task', async () => {
    expect(await errors(file('<globalBusinessRuleTask id="g" camunda:class="A"/>'))).toMatchObject([
      { rule: 'unsupported-extension', elementId: 'g' },
      { rule: 'task-work' },
    ]);
  });

  it('is a drawing in a file that only draws', async () => {
    const drawn = file('<globalBusinessRuleTask id="g" camunda:class="A"/>').replace(
      'isExecutable="true"',
      'isExecutable="false"',
    );
    expect((await readModel(drawn)).processes.map(({ isExecutable }) => isExecutable)).toEqual([false, false]);
  });

  it('may stand alone in its file', async () => {
    const alone = file('<globalManualTask id="g"/>').replace(/<process[^]*<\/process>/, '');
    expect((await readModel(alone)).processes.map(({ id, isExecutable }) => [id, isExecutable])).toEqual([['g', true]]);
  });
});

describe('the name of a called process', () => {
  const called = async (calledElement: string) => {
    const { processes } = await readModel(
      processXml(inARow(['call', `<callActivity id="call" calledElement="${calledElement}"/>`]), {
        definitions: 'xmlns:own="urn:own"',
      }),
    );
    const node = processes[0]?.nodes.find(({ id }) => id === 'call');
    return node?.type === 'callActivity' ? node.calledElement.source : undefined;
  };
  it.each([
    ['review', 'review'],
    ['own:review', 'review'],
    ['other:review', 'other:review'],
    ['${kind}', '${kind}'],
    ['= kind', 'kind'],
  ])('%s is %s', async (written, key) => {
    expect(await called(written)).toBe(key);
  });
});
