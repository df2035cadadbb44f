import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (task: string, roots = '') => findProblems('task-work', inARow(['t', task]), { roots });

describe('a task says what it does', () => {
  it.each([
    '<serviceTask id="t"/>',
    '<serviceTask id="t" camunda:type="external"/>',
    '<sendTask id="t"/>',
    '<businessRuleTask id="t"/>',
    '<scriptTask id="t"/>',
    '<callActivity id="t"/>',
  ])('which %s does not', async (task) => {
    expect(await found(task)).toEqual(['error t']);
  });

  it.each([
    '<serviceTask id="t" camunda:type="external" camunda:topic="gaita.mail"/>',
    '<serviceTask id="t" camunda:expression="${a}"/>',
    '<serviceTask id="t"><extensionElements><zeebe:taskDefinition type="gaita.mail"/></extensionElements></serviceTask>',
    '<sendTask id="t" messageRef="m"/>',
    '<businessRuleTask id="t" camunda:decisionRef="fee"/>',
    '<scriptTask id="t" scriptFormat="feel"><script>1 + 1</script></scriptTask>',
    '<callActivity id="t" calledElement="other"/>',
    '<manualTask id="t"/>',
  ])('as %s does', async (task) => {
    expect(await found(task, '<message id="m" name="answer"/>')).toEqual([]);
  });
});
