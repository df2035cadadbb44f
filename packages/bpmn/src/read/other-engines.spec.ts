import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { readModel } from './read-model.ts';

const errorsOf = async (task: string, isExecutable = true) => {
  const model =
    await readModel(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:a="http://activiti.org/bpmn"
      xmlns:flowable="http://flowable.org/bpmn" xmlns:drools="http://www.jboss.org/drools" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
      xmlns:own="urn:somebody" id="d" targetNamespace="t">
    <process id="p" isExecutable="${isExecutable}"><startEvent id="s"/>${task}<endEvent id="e"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="e"/></process></definitions>`);
  const found = await checkModel(model);
  return found
    .filter(({ severity, rule }) => severity === 'error' && rule === 'unsupported-extension')
    .map(({ message }) => message);
};

describe('what other engines would execute', () => {
  it.each([
    ['<userTask id="t" a:assignee="boss"/>', 'The userTask has a:assignee, a word of Activiti, which is not read here.'],
    ['<task id="t" flowable:async="true"/>', 'The task has flowable:async, a word of Flowable, which is not read here.'],
    ['<task id="t" drools:taskName="Email"/>', 'The task has drools:taskName, a word of jBPM, which is not read here.'],
    [
      '<userTask id="t"><extensionElements><a:taskListener event="create" class="X"/></extensionElements></userTask>',
      'The userTask has a:taskListener, a word of Activiti, which is not read here.',
    ],
  ])('refuses %s', async (task, message) => {
    expect(await errorsOf(task)).toEqual([message]);
    expect(await errorsOf(task, false)).toEqual([]);
  });

  it('says nothing of words that change nothing, nor of those that are no engine’s', async () => {
    const meta = '<extensionElements><drools:metaData name="elementname"/><own:note/></extensionElements>';
    expect(await errorsOf(`<task id="t" own:colour="red" a:exclusive="true" drools:selectable="true">${meta}</task>`)).toEqual(
      [],
    );
  });

  it('refuses a mapping into a part of a variable, which would be a variable with a dot in its name', async () => {
    const mapped = (target: string) =>
      `<userTask id="t"><extensionElements><zeebe:ioMapping><zeebe:input source="= 1" target="${target}"/></zeebe:ioMapping></extensionElements></userTask>`;
    expect(await errorsOf(mapped('order.total'))).toEqual([
      'The userTask has a mapping into order.total, a part of a variable, which is not executed here.',
    ]);
    expect(await errorsOf(mapped('total'))).toEqual([]);
  });
});
