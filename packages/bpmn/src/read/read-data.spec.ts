import { describe, expect, it } from '@jest/globals';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const read = async (body: string, definitions = '') => (await readModel(processXml(body, { definitions }))).processes[0]!;
const problems = async (body: string, definitions = '') =>
  (await readModel(processXml(body, { definitions }))).problems.map(
    ({ severity, rule, elementId }) => `${severity} ${rule} ${elementId}`,
  );
const task = (inside: string) => inARow(['t', `<task id="t">${inside}</task>`]);
const io =
  '<ioSpecification><dataInput id="i" name="given"/><dataOutput id="o" name="result"/><inputSet/><outputSet/></ioSpecification>';

describe('a data object', () => {
  it('is named by its name where that is a plain identifier, else by its id', async () => {
    const objects = '<dataObject id="a" name="order"/><dataObject id="b" name="The order"/>';
    const use = `${io}<dataInputAssociation><sourceRef>b</sourceRef><targetRef>i</targetRef></dataInputAssociation>`;
    expect((await read(objects + task(use))).dataObjects).toEqual([
      { id: 'a', variable: 'order' },
      { id: 'b', variable: 'b' },
    ]);
  });

  it('that is only drawn is no variable', async () => {
    const drawn = `<property id="p" name="__targetRef_placeholder"/>
      <dataInputAssociation><sourceRef>r</sourceRef><targetRef>p</targetRef></dataInputAssociation>
      <dataOutputAssociation><targetRef>r</targetRef></dataOutputAssociation>`;
    const { dataObjects, nodes } = await read(
      `<dataObject id="a"/><dataObjectReference id="r" name="Letter" dataObjectRef="a"/>${task(drawn)}`,
    );
    expect(dataObjects).toBeUndefined();
    expect(nodes.find(({ id }) => id === 't')!.data).toBeUndefined();
  });
});

describe('a data association', () => {
  const from = (text: string, attributes = '') =>
    `${io}<dataInputAssociation><targetRef>i</targetRef><assignment><from xsi:type="tFormalExpression" ${attributes}>${text}</from><to>given.x</to></assignment></dataInputAssociation>`;
  const assigned = async (text: string) => {
    const body = `<dataObject id="a" name="order"/><dataObjectReference id="r" name="The order" dataObjectRef="a"/>`;
    const node = (await read(body + task(from(text)))).nodes.find(({ id }) => id === 't')!;
    return node.data!.inputAssociations[0]!.assignments[0];
  };

  it.each([
    ['order', ['order']],
    ['r', ['order']],
    ['The order', ['order']],
    ['order.lines', ['order', 'lines']],
  ])('takes the text %s for the data element of that name', async (text, path) => {
    expect(await assigned(text)).toEqual({ from: { type: 'path', path }, to: ['given', 'x'] });
  });

  it('writes no deeper than a file may be nested', async () => {
    const into = (names: number) =>
      task(
        `${io}<dataInputAssociation><targetRef>i</targetRef><assignment><from>= 1</from><to>given${'.x'.repeat(names - 1)}</to></assignment></dataInputAssociation>`,
      );
    expect(await problems(into(50))).toEqual([]);
    expect(await problems(into(51))).toEqual(['error data-association t']);
  });

  it('takes other text as it stands, and expressions as such', async () => {
    expect(await assigned('yes')).toMatchObject({
      from: { type: 'expression', expression: { language: 'literal', source: 'yes' } },
    });
    expect(await assigned('= 1 + 1')).toMatchObject({
      from: { type: 'expression', expression: { language: 'feel', elementId: 't' } },
    });
  });

  it.each([
    ['getDataObject("order")', ''],
    ['/order/total', ''],
    ['order', 'language="http://www.w3.org/1999/XPath"'],
  ])('is refused when it is XPath: %s %s', async (text, attributes) => {
    expect(await problems(task(from(text, attributes)))).toContain('error unknown-language t');
  });

  it('is refused when it writes nowhere, or has several sources and nothing that makes one of them', async () => {
    expect(await problems(task(from('1').replace('given.x', '= given + 1')))).toEqual(['error data-association t']);
    const two = `<dataObject id="a"/><dataObject id="b"/>${task(`${io}<dataInputAssociation><sourceRef>a</sourceRef><sourceRef>b</sourceRef><targetRef>i</targetRef></dataInputAssociation>`)}`;
    expect(await problems(two)).toEqual(['error data-association t']);
  });

  it('is refused when it needs a data store, which may be drawn', async () => {
    const store = '<dataStoreReference id="s" name="Register"/>';
    const needed = `${io}<dataInputAssociation><sourceRef>s</sourceRef><targetRef>i</targetRef></dataInputAssociation>`;
    expect(await problems(store + task(needed))).toEqual(['error data-store t']);
    expect(await problems(store + task('<dataOutputAssociation><targetRef>s</targetRef></dataOutputAssociation>'))).toEqual([]);
  });
});
