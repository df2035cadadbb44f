import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (body: string, roots = '') => findProblems('start-event', body, { roots });
const waiting = (id: string, message: string) =>
  `<startEvent id="${id}"><messageEventDefinition messageRef="${message}"/></startEvent>`;

describe('a process begins at a clear place', () => {
  it('else at whatever nothing leads to, which is said', async () => {
    expect(await found('<task id="a"/>')).toEqual(['warning process']);
  });

  it('and not nowhere', async () => {
    const circle =
      '<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"/><sequenceFlow id="g" sourceRef="b" targetRef="a"/>';
    expect(await found(circle)).toEqual(['error process']);
  });

  it('such as a receive task or gateway that starts instances', async () => {
    expect(await found('<receiveTask id="a" instantiate="true"/>')).toEqual([]);
    expect(await found('<eventBasedGateway id="a" instantiate="true"/>')).toEqual([]);
  });

  it('and not at two none starts', async () => {
    expect(await found(`${inARow()}<startEvent id="other"/>`)).toEqual(['error other']);
  });

  it('but may also begin with messages of different names', async () => {
    const roots = '<message id="m1" name="one"/><message id="m2" name="two"/>';
    expect(await found(inARow() + waiting('a', 'm1') + waiting('b', 'm2'), roots)).toEqual([]);
    expect(await found(inARow() + waiting('a', 'm1') + waiting('b', 'm1'), roots)).toEqual(['error b']);
  });
});

describe('a sub-process has exactly one start', () => {
  const inside = (body: string, attributes = '') => inARow(['sub', `<subProcess id="sub" ${attributes}>${body}</subProcess>`]);

  it('so none is worth a word', async () => {
    expect(await found(inside('<task id="a"/>'))).toEqual(['warning sub']);
  });

  it('and an event sub-process cannot be without', async () => {
    expect(
      await found(inside('<task id="a"/>').replace('<subProcess id="sub"', '<subProcess id="sub" triggeredByEvent="true"')),
    ).toContain('error sub');
  });

  it('and so is a second, whatever it waits for', async () => {
    const roots = '<message id="m1" name="one"/><message id="m2" name="two"/>';
    expect(await found(inside(waiting('a', 'm1') + waiting('b', 'm2')), roots)).toEqual(['error b']);
  });
});
