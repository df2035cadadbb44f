import { describe, expect, it } from '@jest/globals';
import { checkModel } from '../check-model.ts';
import { inARow, processXml } from '../testing/model-xml.ts';

const problemsOf = (body: string) => checkModel(processXml(body));
const lone = (element: string) => inARow(['t', element]);

describe('a call of an object outside', () => {
  it.each(['serviceTask', 'sendTask', 'businessRuleTask'])('makes a %s a job, of which the worker is named', async (type) => {
    const problems = await problemsOf(lone(`<${type} id="t" name="Tell" camunda:expression="\${mailer.send(address)}"/>`));
    expect(problems).toMatchObject([{ severity: 'warning', rule: 'bean-call', elementId: 't' }]);
    expect(problems[0]?.message).toContain('topic "mailer.send"');
    expect(problems[0]?.advice).toContain('"arguments"');
  });

  it('of a variable that the model writes is refused', async () => {
    const written = inARow(
      ['a', '<serviceTask id="a" camunda:expression="${1 + 1}" camunda:resultVariable="total"/>'],
      ['t', '<serviceTask id="t" camunda:expression="${total.intValue()}"/>'],
    );
    expect(await problemsOf(written)).toMatchObject([{ severity: 'error', rule: 'bean-call', elementId: 't' }]);
  });

  it.each([
    ['an assignee', '<userTask id="t" name="T" camunda:candidateGroups="case-handler" camunda:assignee="${people.find(1)}"/>'],
    ['a part of an expression', '<serviceTask id="t" camunda:expression="${mailer.send(address) == 1}"/>'],
    ['an argument', '<serviceTask id="t" camunda:expression="${mailer.send(people.find(1))}"/>'],
    [
      'a multi-instance collection',
      '<task id="t"><multiInstanceLoopCharacteristics camunda:collection="${people.all()}"/></task>',
    ],
  ])('as %s is refused with the place where it may stand', async (_what, element) => {
    const errors = (await problemsOf(lone(element))).filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ rule: 'expression-syntax', elementId: 't' }]);
    expect(errors[0]?.message).toMatch(/at character \d+/);
    expect(errors[0]?.advice).toContain('service, send or business rule task');
  });

  it('is no plain value, which needs no worker', async () => {
    for (const type of ['serviceTask', 'sendTask', 'businessRuleTask'])
      expect(await problemsOf(lone(`<${type} id="t" camunda:expression="\${amount + 1}"/>`))).toEqual([]);
  });
});
