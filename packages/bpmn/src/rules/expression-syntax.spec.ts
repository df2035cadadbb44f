import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { processXml } from '../testing/model-xml.ts';

const flow = (condition: string, attributes = '') =>
  `<startEvent id="start"/><endEvent id="end"/><sequenceFlow id="f" sourceRef="start" targetRef="end"><conditionExpression ${attributes}>${condition}</conditionExpression></sequenceFlow>`;
const problems = async (body: string, definitions = '') =>
  (await checkModel(processXml(body, { definitions }))).filter((problem) => problem.severity === 'error');

describe('a condition', () => {
  it.each([
    ['= amount &gt; 10 and ok', ''],
    ['${amount > 10}', ''],
    ['#{not ok}', ''],
    ['amount &gt; 10', 'language="feel"'],
    ['amount &gt; 10', 'language="https://www.omg.org/spec/DMN/20191111/FEEL/"'],
  ])('%s %s can be read', async (condition, attributes) => {
    expect(await problems(flow(condition, attributes))).toEqual([]);
  });

  it('may leave its language to the definitions', async () => {
    const feel = 'expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/"';
    expect(await problems(flow('amount &gt; 10'), feel)).toEqual([]);
    expect(await problems(flow('${amount > 10}'), feel)).toEqual([]);
  });

  it('that does not parse is pinned to its flow and line, with the place in it', async () => {
    expect(await problems(flow('= amount &gt; &gt;'))).toMatchObject([
      { rule: 'expression-syntax', elementId: 'f', line: 5, message: expect.stringContaining('cannot be read') },
    ]);
    expect(await problems(flow('${amount > }'))).toMatchObject([{ rule: 'expression-syntax', elementId: 'f' }]);
  });

  it('in plain text is refused with the text to write instead', async () => {
    expect(await problems(flow('ok'))).toMatchObject([
      { rule: 'expression-syntax', elementId: 'f', advice: 'Write it as: = ok' },
    ]);
  });

  it.each([
    ["a === 'x' &amp;&amp; !b", 'Write it in FEEL: = a = "x" and not(b)'],
    ['a != 1 || c.d >= 2;', 'Write it in FEEL: = a != 1 or c.d >= 2'],
    ['var x = 1; return x', 'Write it in FEEL: language="feel", or begin the text with "=".'],
  ])('in JavaScript (%s) is refused with the FEEL to write instead', async (condition, advice) => {
    expect(await problems(flow(condition, 'language="javascript"'))).toMatchObject([{ elementId: 'f', advice }]);
  });

  it('in a language that nobody runs here is refused', async () => {
    expect(await problems(flow('ok', 'language="groovy"'))).toMatchObject([
      { rule: 'unknown-language', elementId: 'f' },
      { rule: 'expression-syntax', elementId: 'f' },
    ]);
  });
});

describe('a script', () => {
  const script = (text: string, format = '') =>
    `<startEvent id="start"/><scriptTask id="s" ${format}><script>${text}</script></scriptTask><endEvent id="end"/>
     <sequenceFlow id="a" sourceRef="start" targetRef="s"/><sequenceFlow id="b" sourceRef="s" targetRef="end"/>`;

  it('in FEEL runs', async () => {
    expect(await problems(script('1 + 1', 'scriptFormat="feel"'))).toEqual([]);
    expect(await problems(script('= 1 + 1'))).toEqual([]);
  });

  it.each(['javascript', 'JavaScript', 'text/javascript', 'application/javascript', 'ecmascript', 'js', 'graal.js'])(
    'runs as a job in JavaScript: %s',
    async (format) => {
      expect(await problems(script('1 + 1', `scriptFormat="${format}"`))).toEqual([]);
    },
  );

  it('names its language', async () => {
    expect(await problems(script('1 + 1'))).toMatchObject([
      { elementId: 's', advice: expect.stringContaining('scriptFormat="feel"') },
    ]);
  });
});

describe('any other expression', () => {
  it.each([
    ['an assignee', '<userTask id="t" camunda:assignee="${a b}"/>'],
    ['a due date', '<userTask id="t" camunda:dueDate="= 1 +"/>'],
    [
      'an input deep in a list of a map',
      `<task id="t"><extensionElements><camunda:inputOutput><camunda:inputParameter name="i"><camunda:map><camunda:entry key="k"><camunda:list><camunda:value>= (</camunda:value></camunda:list></camunda:entry></camunda:map></camunda:inputParameter></camunda:inputOutput></extensionElements></task>`,
    ],
    ['a collection', '<task id="t"><multiInstanceLoopCharacteristics camunda:collection="= ["/></task>'],
  ])('%s is looked at', async (_what, task) => {
    expect(await problems(`<startEvent id="start"/>${task}`)).toMatchObject([{ rule: 'expression-syntax', elementId: 't' }]);
  });

  it('that calls a Java object on the way is refused with the way around it', async () => {
    expect(
      await problems('<startEvent id="start"/><serviceTask id="t" camunda:expression="${mailer.send(address).id}"/>'),
    ).toMatchObject([{ rule: 'expression-syntax', elementId: 't', advice: expect.stringContaining('external') }]);
  });
});
