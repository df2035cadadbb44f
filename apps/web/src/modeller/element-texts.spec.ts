import { describe, expect, it } from '@jest/globals';
import { createModdle } from '@gaita/bpmn';
import type { BusinessObject, ModdleChange } from './element-texts.ts';
import { textOf, withText } from './element-texts.ts';

const moddle = createModdle();
const factory = {
  create: (type: string, properties: object) => moddle.create(type, { ...properties }) as unknown as BusinessObject,
};

const apply = ({ target, properties }: ModdleChange) => {
  for (const [name, value] of Object.entries(properties))
    (target as unknown as { set(name: string, value: unknown): void }).set(name, value);
};

const task = () => factory.create('bpmn:UserTask', { id: 'check', name: 'Check' });
const xmlOf = async (element: BusinessObject) => (await moddle.toXML(element as never)).xml;

describe('the name of an element in another language', () => {
  it('is written where the format has it, also on a bare element', async () => {
    const element = task();
    apply(withText(element, factory, 'lv', 'Pārbaudīt'));
    expect(textOf(element, 'lv')).toBe('Pārbaudīt');
    expect(await xmlOf(element)).toContain('<gaita:texts><gaita:text lang="lv" name="Pārbaudīt" /></gaita:texts>');
  });

  it('joins the languages that are there and replaces its own', async () => {
    const element = task();
    apply(withText(element, factory, 'lv', 'Pārbaudīt'));
    apply(withText(element, factory, 'lt', 'Patikrinti'));
    apply(withText(element, factory, 'lv', 'Izvērtēt'));
    expect([textOf(element, 'lv'), textOf(element, 'lt'), textOf(element, 'bg')]).toEqual(['Izvērtēt', 'Patikrinti', undefined]);
    expect((await xmlOf(element)).match(/<gaita:texts>/g)).toHaveLength(1);
  });

  it('leaves other extensions of the element alone', async () => {
    const other = factory.create('camunda:Properties', { values: [] });
    const element = factory.create('bpmn:UserTask', {
      id: 'check',
      extensionElements: factory.create('bpmn:ExtensionElements', { values: [other] }),
    });
    apply(withText(element, factory, 'bg', 'Проверка'));
    expect(await xmlOf(element)).toContain('<camunda:properties');
    expect(textOf(element, 'bg')).toBe('Проверка');
  });

  it('goes away when it is emptied', () => {
    const element = task();
    apply(withText(element, factory, 'lv', 'Pārbaudīt'));
    apply(withText(element, factory, 'lv', undefined));
    expect(textOf(element, 'lv')).toBeUndefined();
  });
});
