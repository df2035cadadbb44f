import { describe, expect, it } from '@jest/globals';
import { readModel } from '../read/read-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';
import { limits } from './scan-source.ts';

const errors = async (xml: string) => (await readModel(xml)).problems.filter((problem) => problem.severity === 'error');
/** Refused whole: one reason, no process. */
const refusal = async (xml: string) => {
  const model = await readModel(xml);
  expect(model.processes).toEqual([]);
  expect(model.problems).toHaveLength(1);
  return model.problems[0];
};

describe('a file is refused whole', () => {
  it.each([
    ['nothing', ''],
    ['words', 'This is my process.'],
    ['JSON', '{"process": {}}'],
    ['an open tag', '<definitions'],
    ['an element that is never closed', processXml(inARow()).replace('</process>', '')],
    ['tags closed in the wrong order', processXml('<task id="a"></startEvent>')],
    ['an attribute without quotes', processXml('<task id=a/>')],
    ['an attribute given twice', processXml('<task id="a" id="b"/>')],
    ['text after the root', `${processXml(inARow())} more`],
    ['a second root', `${processXml(inARow())}<definitions/>`],
    ['a prefix without namespace', processXml('<what:task id="a"/>')],
  ])('that is no XML: %s', async (_what, xml) => {
    expect(await refusal(xml)).toMatchObject({ severity: 'error', rule: 'not-xml', advice: expect.any(String) });
  });

  it.each([
    ['another vocabulary', '<html><body/></html>'],
    ['DMN', '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d"/>'],
    ['a part of BPMN', '<process xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="p"/>'],
  ])('that is no BPMN: %s', async (_what, xml) => {
    expect(await refusal(xml)).toMatchObject({ rule: 'not-bpmn', line: 1 });
  });

  it.each([
    ['NUL', 'a\0b', 'U+0000'],
    ['NUL by its number', 'a&#0;b', 'U+0000'],
    ['a control character', 'a\u0007b', 'U+0007'],
    ['a half of a surrogate pair', 'a\uD83Db', 'U+D83D'],
    ['the other half', 'a\uDE00b', 'U+DE00'],
    ['a half by its number', 'a&#xD800;b', 'U+D800'],
    ['a number beyond all characters', 'a&#x110000;b', 'U+110000'],
  ])('that holds what XML does not allow: %s', async (_what, text, name) => {
    const found = await refusal(processXml(inARow(['a', `<task id="a" name="${text}"/>`])));
    expect(found).toMatchObject({ rule: 'bad-character', line: expect.any(Number), message: expect.stringContaining(name) });
  });

  it('but not for whole pairs, tabs or line ends', async () => {
    expect(await errors(processXml(inARow(['a', '<task id="a" name="😀&#x1F600;&#10;\t"/>'])))).toEqual([]);
  });

  it('that has a DOCTYPE, whatever it declares', async () => {
    const bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY file SYSTEM "file:///etc/passwd">]>';
    const xml = processXml(inARow()).replace('?>', `?>\n${bomb}`);
    expect(await refusal(xml)).toMatchObject({ rule: 'doctype', line: 2 });
  });

  it('that is over 2 MB, counted in bytes', async () => {
    const filled = (text: string) => processXml(`${inARow()}<!--${text}-->`);
    const letters = limits.bytes - filled('').length;
    expect(await errors(filled('a'.repeat(letters)))).toEqual([]);
    expect(await refusal(filled('a'.repeat(letters + 1)))).toMatchObject({ rule: 'too-large' });
    expect(await refusal(filled('ā'.repeat(letters / 2 + 1)))).toMatchObject({ rule: 'too-large' });
  });

  it('that is nested over 50 deep', async () => {
    // definitions and process are two of them, the start event inside is one more.
    const nested = (depth: number): string =>
      depth === 0 ? '' : `<subProcess id="s${depth}">${nested(depth - 1)}<startEvent id="e${depth}"/></subProcess>`;
    expect(await errors(processXml(nested(47)))).toEqual([]);
    expect(await refusal(processXml(nested(48)))).toMatchObject({ rule: 'too-deep' });
  });

  it('that has over 10,000 flow nodes', async () => {
    const tasks = (count: number) => processXml(Array.from({ length: count }, (_each, i) => `<task id="t${i}"/>`).join(''));
    expect(await errors(tasks(limits.flowNodes))).toEqual([]);
    expect(await refusal(tasks(limits.flowNodes + 1))).toMatchObject({ rule: 'too-many-nodes' });
  });
});

describe('ids', () => {
  it('that stand twice are named with both lines', async () => {
    expect(await errors(processXml('<startEvent id="a"/>\n<task id="b"/>\n<task id="a"/>'))).toMatchObject([
      { rule: 'duplicate-id', elementId: 'a', line: 7, message: 'The id "a" stands on line 5 already.' },
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'two words', 'ķēde', '1st', ''])('"%s" cannot be one', async (id) => {
    expect(await errors(processXml(`<task id="${id}"/>`))).toMatchObject([{ rule: 'bad-id', line: 5 }]);
  });

  it('are needed by nodes and flows', async () => {
    expect(await errors(processXml('<task/>'))).toMatchObject([{ rule: 'bad-id', elementId: 'process', line: 5 }]);
    expect(await errors(processXml(`${inARow()}<sequenceFlow sourceRef="start" targetRef="end"/>`))).toMatchObject([
      { rule: 'bad-id', elementId: 'process' },
    ]);
  });
});

describe('elements', () => {
  it('that BPMN does not have are named with id and line', async () => {
    expect(await errors(processXml(`${inARow()}\n<robotTask id="r"/>`))).toMatchObject([
      { rule: 'unknown-element', elementId: 'r', line: 8, message: 'BPMN 2.0 has no element <robotTask>.' },
    ]);
  });

  it('that stand where BPMN does not have them are named too', async () => {
    expect(
      await errors(processXml(inARow(['t', '<userTask id="t">\n<timeDuration>P1D</timeDuration></userTask>']))),
    ).toMatchObject([{ rule: 'misplaced-element', elementId: 't', line: 7 }]);
  });

  it('of other namespaces are nobody’s business', async () => {
    const task = '<task id="t" xmlns:x="urn:x"><extensionElements><x:anything><x:deep/></x:anything></extensionElements></task>';
    expect((await readModel(processXml(inARow(['t', task])))).problems).toEqual([]);
  });
});

describe('lines', () => {
  it('are those of the start tags, whatever comments and texts look like', async () => {
    const body = `<startEvent id="start"/>
<!-- <task id="hidden"/>
<task id="t"/> -->
<task
  name="a &lt;task"
  id="t">
  <documentation><![CDATA[ <task id="t2">
  </task> ]]></documentation></task><task id="t2"/>
<task id="t3"/>`;
    const lineOf = new Map((await readModel(processXml(body))).processes[0]?.nodes.map((node) => [node.id, node.line]));
    expect([...lineOf]).toEqual([
      ['start', 5],
      ['t', 8],
      ['t2', 12],
      ['t3', 13],
    ]);
  });
});

describe('a file with more problems than anybody reads', () => {
  const many = (count: number, element: string) => processXml(Array.from({ length: count }, () => element).join('\n'));

  it('is left after the first ones', async () => {
    const problems = await errors(many(20_000, '<robot/>'));
    expect(problems).toHaveLength(52);
    expect(problems.at(-1)).toMatchObject({ rule: 'too-many-problems' });
  });

  it('names the first misplaced element when it is long, and all when it is short', async () => {
    expect(await errors(many(20, '<timeDate/>'))).toHaveLength(20);
    expect(await errors(many(20_000, '<timeDate/>'))).toMatchObject([
      { rule: 'misplaced-element', elementId: 'process', line: 5 },
    ]);
  });
});

describe('text where BPMN has none', () => {
  it('is named and has no effect', async () => {
    const model = await readModel(processXml(inARow(['t', '<task id="t">stray</task>'])));
    expect(model.problems).toMatchObject([{ severity: 'warning', rule: 'misplaced-text', elementId: 't', line: 6 }]);
    expect(model.processes[0]?.nodes).toHaveLength(3);
  });

  it('is welcome where BPMN has it', async () => {
    const task = `<scriptTask id="t" scriptFormat="feel"><documentation>a</documentation><incoming>to-t</incoming>
      <multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics><script>1</script></scriptTask>`;
    expect((await readModel(processXml(inARow(['t', task])))).problems).toEqual([]);
  });
});

describe('a diagram', () => {
  const diagram = `<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="di">
    <!-- </bpmndi:BPMNDiagram> -->
    <bpmndi:BPMNPlane id="plane" bpmnElement="process"><bpmndi:Strange/></bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>`;

  it('says nothing about what happens, wherever it stands', async () => {
    const { problems, processes } = await readModel(processXml(inARow(), { roots: diagram }));
    expect(problems).toEqual([]);
    expect(processes[0]?.nodes.map((node) => node.line)).toEqual([8, 9]);
    expect((await readModel(processXml(inARow()).replace('</definitions>', `${diagram}</definitions>`))).problems).toEqual([]);
  });

  it('moves no line of what stands behind it', async () => {
    expect(await errors(processXml('<timeDate/>', { roots: diagram }))).toMatchObject([{ rule: 'misplaced-element', line: 8 }]);
  });

  it('shares the ids of the file', async () => {
    expect(await errors(processXml(`${inARow()}<task id="plane"/>`, { roots: diagram }))).toMatchObject([
      { rule: 'duplicate-id', elementId: 'plane' },
    ]);
  });
});
