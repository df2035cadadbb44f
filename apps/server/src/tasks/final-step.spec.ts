import { describe, expect, it } from '@jest/globals';
import { readModel } from '@gaita/bpmn';
import { compile } from '@gaita/engine';
import { modelFile, smallModel } from '../../../../test/support/small-model.ts';
import { finalStep } from './final-step.ts';

const task = ['do', '<userTask id="do"/>'] as const;
const then = (id: string, element: string) => smallModel('process', [task, [id, element], ['after', '<userTask id="after"/>']]);
const step = async (file: string, elementId = 'do') => {
  const { processes } = await readModel(file);
  const process = compile(processes[0]!);
  const found = finalStep(process, elementId);
  expect(finalStep(process, elementId)).toBe(found);
  return found;
};
const message = '<messageEventDefinition/>';

describe('What completing a task brings about for good', () => {
  it.each([
    ['a service task', then('next', '<serviceTask id="next"/>')],
    ['a send task', then('next', '<sendTask id="next"/>')],
    ['a script', then('next', '<scriptTask id="next"/>')],
    ['a called process', then('next', '<callActivity id="next" calledElement="other"/>')],
    ['a message', then('next', `<intermediateThrowEvent id="next">${message}</intermediateThrowEvent>`)],
    ['a signal', then('next', '<intermediateThrowEvent id="next"><signalEventDefinition/></intermediateThrowEvent>')],
    ['what stands in a sub-process', then('sub', subProcess('<serviceTask id="next"/>'))],
  ])('is that something is sent where %s follows', async (_, file) => {
    expect(await step(file)).toBe('sends');
  });

  it.each([
    ['another user task', then('next', '<userTask id="next"/>')],
    ['a message to come', then('next', '<receiveTask id="next"/>')],
    ['a time to wait for', then('next', '<intermediateCatchEvent id="next"><timerEventDefinition/></intermediateCatchEvent>')],
    ['an event that sends nothing', then('next', '<intermediateThrowEvent id="next"/>')],
    ['an end of a sub-process only', then('sub', subProcess('<manualTask id="next"/>'))],
    ['a user task in a sub-process', then('sub', subProcess('<userTask id="next"/><serviceTask id="later"/>'))],
  ])('is nothing where %s follows', async (_, file) => {
    expect(await step(file)).toBeUndefined();
  });

  it('is that the case ends where nothing stands in between, out of a sub-process too', async () => {
    expect(await step(smallModel('process', [task]))).toBe('ends');
    expect(await step(smallModel('process', [['sub', subProcess('<userTask id="do"/>')]]))).toBe('ends');
    expect(
      await step(
        smallModel('process', [
          ['sub', subProcess('<userTask id="do"/>')],
          ['next', '<sendTask id="next"/>'],
        ]),
      ),
    ).toBe('sends');
    expect(await step(smallModel('process', [task]), 'none')).toBeUndefined();
  });

  it('is looked for on every way, sending before ending, and not for ever in a circle', async () => {
    const ways = (other: string, back = '') =>
      modelFile(
        'process',
        `<startEvent id="start"/><userTask id="do"/><exclusiveGateway id="which" default="b"/>${other}<endEvent id="end"/>
         <sequenceFlow id="a" sourceRef="start" targetRef="do"/><sequenceFlow id="c" sourceRef="do" targetRef="which"/>
         <sequenceFlow id="b" sourceRef="which" targetRef="end"/>
         <sequenceFlow id="d" sourceRef="which" targetRef="next"><conditionExpression>= x</conditionExpression></sequenceFlow>${back}`,
      );
    expect(await step(ways('<sendTask id="next"/>'))).toBe('sends');
    expect(await step(ways('<manualTask id="next"/>', '<sequenceFlow id="e" sourceRef="next" targetRef="which"/>'))).toBe('ends');
    expect(await step(ways('<userTask id="next"/>'))).toBe('ends');
  });

  it('is a message at the end of the case', async () => {
    const end = `<startEvent id="start"/><userTask id="do"/><endEvent id="end">${message}</endEvent>
      <sequenceFlow id="a" sourceRef="start" targetRef="do"/><sequenceFlow id="b" sourceRef="do" targetRef="end"/>`;
    expect(await step(modelFile('process', end))).toBe('sends');
  });
});

/** Elements in a row, in a sub-process. */
function subProcess(inside: string): string {
  const ids = ['begin', ...[...inside.matchAll(/id="([a-z]+)"/g)].map(([, id]) => id), 'done'];
  const flows = ids.slice(1).map((id, at) => `<sequenceFlow id="in-${id}" sourceRef="${ids[at]}" targetRef="${id}"/>`);
  return `<subProcess id="sub"><startEvent id="begin"/>${inside}<endEvent id="done"/>${flows.join('')}</subProcess>`;
}
