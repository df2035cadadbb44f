import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import type { ProcessModel } from '../model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const extended = (element: string, extensions: string, inside = '') =>
  `<${element} id="n" name="N" camunda:candidateGroups="expert"><extensionElements>${extensions}</extensionElements>${inside}</${element}>`;
const task = (extensions: string) => inARow(['n', extended('userTask', extensions)]);

async function read(inside: string): Promise<ProcessModel> {
  return (await readModel(processXml(inside))).processes[0]!;
}
const listeners = async (extensions: string) => (await read(task(extensions))).nodes.find(({ id }) => id === 'n')?.listeners;
const problems = async (inside: string) =>
  (await checkModel(processXml(inside)))
    .filter(({ rule }) => /unsupported-extension|bean-call|unknown-attribute|expression-syntax/.test(rule))
    .map(({ severity, message, advice }) => `${severity}: ${message} ${advice}`);

describe('a listener is a job', () => {
  it('with gaita:topic, tries and an order', async () => {
    expect(
      await listeners(`<camunda:failedJobRetryTimeCycle>R2/PT1M</camunda:failedJobRetryTimeCycle>
        <camunda:taskListener event="complete" gaita:topic="second"/>
        <camunda:executionListener event="end" gaita:topic="third"/>
        <camunda:taskListener event="create" gaita:topic="after"/>
        <camunda:executionListener event="start" gaita:topic="\${topic}"/>`),
    ).toMatchObject({
      start: [
        { type: 'job', topic: { topic: { source: '${topic}', language: 'juel' }, retries: 2, retryIntervals: ['PT1M', 'PT1M'] } },
        { type: 'job', topic: { topic: { source: 'after', language: 'literal' } } },
      ],
      end: [{ topic: { topic: { source: 'second' } } }, { topic: { topic: { source: 'third' } } }],
    });
    expect(await problems(task('<camunda:executionListener event="start" gaita:topic="a"/>'))).toEqual([]);
  });

  it('when it calls an object outside', async () => {
    const extension = '<camunda:executionListener event="start" expression="${audit.log(execution, amount + 1)}"/>';
    expect(await listeners(extension)).toMatchObject({
      start: [{ type: 'job', topic: { topic: { source: 'audit.log', language: 'literal' }, arguments: [{}, {}] } }],
    });
    expect(await problems(task(extension))).toEqual([expect.stringMatching(/^warning: .*a job with the topic "audit.log"/)]);
  });

  it('when it is a script in JavaScript', async () => {
    const extension = `<camunda:executionListener event="end"><camunda:script scriptFormat="javascript">execution.setVariable('a', 1)</camunda:script></camunda:executionListener>`;
    expect(await listeners(extension)).toMatchObject({
      end: [
        {
          type: 'job',
          topic: { topic: { source: 'gaita.script' }, retries: 1 },
          script: { source: "execution.setVariable('a', 1)" },
        },
      ],
    });
    expect(await problems(task(extension))).toEqual([]);
  });

  it('in the zeebe dialect', async () => {
    expect(
      await listeners(`<zeebe:executionListeners><zeebe:executionListener eventType="start" type="log" retries="5"/>
          <zeebe:executionListener eventType="end" type="= kind"/></zeebe:executionListeners>
        <zeebe:taskListeners><zeebe:taskListener eventType="creating" type="made"/><zeebe:taskListener eventType="completing" type="done"/></zeebe:taskListeners>`),
    ).toMatchObject({
      start: [{ topic: { topic: { source: 'log' }, retries: 5 } }, { topic: { topic: { source: 'made' } } }],
      end: [{ topic: { topic: { source: 'done' } } }, { topic: { topic: { source: 'kind', language: 'feel' } } }],
    });
  });
});

describe('a listener is evaluated on the spot', () => {
  it('when it sets a variable', async () => {
    const extension = `<camunda:executionListener event="start" expression="\${execution.setVariable('stage', amount > 3)}"/>`;
    expect(await listeners(extension)).toMatchObject({
      start: [{ type: 'expression', variable: 'stage', expression: { source: '${amount > 3}', language: 'juel' } }],
    });
    expect(await problems(task(extension))).toEqual([]);
  });

  it.each([
    ['<camunda:executionListener event="start" expression="${amount}"/>'],
    [
      '<camunda:executionListener event="start"><camunda:script scriptFormat="feel">amount</camunda:script></camunda:executionListener>',
    ],
  ])('and its value is dropped, which is said: %s', async (extension) => {
    expect(await listeners(extension)).toMatchObject({ start: [{ type: 'expression', expression: {} }] });
    expect(await problems(task(extension))).toEqual([expect.stringMatching(/^warning: The value of a listener .* kept nowhere/)]);
  });
});

it('what listens to the start of the process is done by each start event', async () => {
  const inside = `<extensionElements><camunda:executionListener event="start" gaita:topic="begin"/></extensionElements>${inARow(['n', '<task id="n"/>'])}`;
  expect((await read(inside)).nodes[0]).toMatchObject({
    type: 'startEvent',
    listeners: { start: [{ topic: { topic: { source: 'begin' } } }] },
  });
  expect(await problems(inside)).toEqual([]);
});

it('what listens to an end that nothing follows is done before it', async () => {
  const { nodes } = await read(
    `<startEvent id="s"/><endEvent id="n"><extensionElements><camunda:executionListener event="end" gaita:topic="last"/></extensionElements><terminateEventDefinition id="t"/></endEvent><sequenceFlow id="f" sourceRef="s" targetRef="n"/>`,
  );
  expect(nodes[1]?.listeners).toMatchObject({ start: [{}], end: [] });
});

describe('a listener is refused with what to do instead', () => {
  it.each([
    ['<camunda:executionListener event="start" class="org.example.A"/>', /camunda:class.*gaita:topic.*external/],
    ['<camunda:executionListener event="start" delegateExpression="${a}"/>', /camunda:delegateExpression.*gaita:topic/],
    ['<camunda:executionListener event="start"/>', /does not say what it does/],
    ['<camunda:executionListener event="start" expression="${a.b(1).c(2)}"/>', /cannot be read/],
    [
      '<camunda:executionListener event="start"><camunda:script scriptFormat="groovy">x</camunda:script></camunda:executionListener>',
      /"groovy".*JavaScript/,
    ],
    [
      '<camunda:executionListener event="start"><camunda:script scriptFormat="javascript" resource="a.js"/></camunda:executionListener>',
      /outside of the model/,
    ],
    ...['assignment', 'update', 'delete', 'timeout'].map(
      (event) => [`<camunda:taskListener event="${event}" gaita:topic="a"/>`, /Of a task only create and complete/] as const,
    ),
    ...['assigning', 'updating', 'canceling'].map(
      (event) =>
        [
          `<zeebe:taskListeners><zeebe:taskListener eventType="${event}" type="a"/></zeebe:taskListeners>`,
          /Of a task only create and complete/,
        ] as const,
    ),
  ])('%s', async (extension, expected) => {
    const errors = (await problems(task(extension))).filter((each) => each.startsWith('error'));
    expect(errors).toEqual([expect.stringMatching(expected)]);
  });

  it('at a sequence flow, at the end of a process, at the end of an event-based gateway', async () => {
    const listener = (event: string) =>
      `<extensionElements><camunda:executionListener event="${event}" gaita:topic="a"/></extensionElements>`;
    expect(
      await problems(`${listener('end')}<startEvent id="s"/><eventBasedGateway id="g">${listener('end')}</eventBasedGateway>
        <sequenceFlow id="f" sourceRef="s" targetRef="g">${listener('take')}</sequenceFlow>`),
    ).toEqual([
      expect.stringContaining('the process'),
      expect.stringContaining('sequenceFlow'),
      expect.stringContaining('eventBasedGateway'),
    ]);
  });

  it('but not in a process that is only drawn', async () => {
    const drawn = processXml(task('<camunda:executionListener event="start" class="A"/>')).replace(
      'isExecutable="true"',
      'isExecutable="false"',
    );
    expect((await checkModel(drawn)).filter(({ rule }) => rule === 'unsupported-extension')).toEqual([]);
  });
});
