import { describe, expect, it } from '@jest/globals';
import { inARow, processXml } from '../testing/model-xml.ts';
import { readModel } from './read-model.ts';

const problems = async (node: string) => (await readModel(processXml(inARow(['n', node])))).problems;

describe('an attribute that its dialect does not have', () => {
  it('is said to have no effect', async () => {
    expect(await problems('<userTask id="n" camunda:asignee="a"/>')).toMatchObject([
      { severity: 'warning', rule: 'unknown-attribute', elementId: 'n', message: expect.stringContaining('camunda:asignee') },
    ]);
  });

  it.each(['camunda:decisionRefVersionTag', 'zeebe:modelerTemplate', 'zeebe:modelerTemplateVersion'])(
    'but %s is known, whatever the descriptor says',
    async (name) => {
      expect(await problems(`<businessRuleTask id="n" ${name}="1"/>`)).toEqual([]);
    },
  );

  it('nor are those of other namespaces anybody’s business', async () => {
    expect(await problems('<task id="n" xmlns:x="urn:x" x:any="1"/>')).toEqual([]);
  });
});

describe('an element that BPMN has elsewhere', () => {
  it('is refused where it stands', async () => {
    expect(await problems('<task id="n"><eventDefinition/></task>')).toMatchObject([
      { severity: 'error', rule: 'misplaced-element', elementId: 'n' },
    ]);
  });
});
