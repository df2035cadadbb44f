import { describe, expect, it } from '@jest/globals';
import { measureModel } from './measure-model.ts';
import { readModel } from './read/read-model.ts';
import { inARow, processXml } from './testing/model-xml.ts';

describe('measures of a model', () => {
  it('count what it holds, sub-processes included', async () => {
    const body = `${inARow(['x', '<exclusiveGateway id="x"/>'], ['s', '<subProcess id="s"><startEvent id="i"/><userTask id="u"/></subProcess>'])}
      <sequenceFlow id="back" sourceRef="x" targetRef="s"/><inclusiveGateway id="o"/><task id="t"/>
      ${['a', 'b', 'c'].map((id) => `<sequenceFlow id="${id}" sourceRef="o" targetRef="t"/>`).join('')}`;
    expect(measureModel(await readModel(processXml(body)))).toEqual({
      nodes: 8,
      flows: 7,
      tasks: 2,
      userTasks: 1,
      events: 3,
      gateways: 2,
      depth: 1,
      controlFlowComplexity: 2 + 7,
    });
  });

  it('are zero for nothing', async () => {
    expect(measureModel(await readModel('')).nodes).toBe(0);
  });
});
