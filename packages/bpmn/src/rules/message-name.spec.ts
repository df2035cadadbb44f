import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const roots = '<message id="named" name="answer"/><message id="nameless"/>';
const found = (task: string) => findProblems('message-name', inARow(['n', task]), { roots });
const catching = (reference: string) =>
  `<intermediateCatchEvent id="n"><messageEventDefinition ${reference}/></intermediateCatchEvent>`;

describe('a message has a name', () => {
  it('where it is caught', async () => {
    expect(await found(catching('messageRef="named"'))).toEqual([]);
    expect(await found(catching('messageRef="nameless"'))).toEqual(['error n']);
    expect(await found(catching(''))).toEqual(['error n']);
  });

  it('where a task receives it', async () => {
    expect(await found('<receiveTask id="n" messageRef="named"/>')).toEqual([]);
    expect(await found('<receiveTask id="n"/>')).toEqual(['error n']);
  });

  it('where it is sent, unless a worker does that', async () => {
    const thrown = (attributes: string) =>
      `<intermediateThrowEvent id="n"><messageEventDefinition ${attributes}/></intermediateThrowEvent>`;
    expect(await found(thrown('messageRef="named"'))).toEqual([]);
    expect(await found(thrown(''))).toEqual(['error n']);
    expect(await found(thrown('camunda:type="external" camunda:topic="post"'))).toEqual([]);
    expect(await found('<sendTask id="n" messageRef="nameless"/>')).toEqual(['error n']);
  });
});
