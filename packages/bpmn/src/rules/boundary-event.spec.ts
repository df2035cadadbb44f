import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const timer = '<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>';
const onto = (host: string, definition = timer, attributes = '') =>
  `<boundaryEvent id="b" attachedToRef="${host}" ${attributes}>${definition}</boundaryEvent>`;
const found = (body: string) => findProblems('boundary-event', body);

describe('a boundary event sits on an activity of its scope', () => {
  it('as on a task or sub-process', async () => {
    expect(await found(inARow(['a', '<task id="a"/>']) + onto('a'))).toEqual([]);
    expect(await found(inARow(['a', `<subProcess id="a"><startEvent id="s"/></subProcess>`]) + onto('a'))).toEqual([]);
  });

  it('not on nothing', async () => {
    expect(await found(`${inARow()}<boundaryEvent id="b">${timer}</boundaryEvent>`)).toEqual(['error b']);
  });

  it('not on an event', async () => {
    expect(await found(inARow() + onto('start'))).toEqual(['error b']);
  });

  it('not on an event sub-process', async () => {
    expect(await found(`${inARow()}<subProcess id="e" triggeredByEvent="true"/>${onto('e')}`)).toEqual(['error b']);
  });

  it('not on an activity of an inner scope', async () => {
    expect(await found(inARow(['a', `<subProcess id="a"><task id="inner"/></subProcess>`]) + onto('inner'))).toEqual(['error b']);
  });
});

describe('a boundary error event', () => {
  it('cannot leave its activity running', async () => {
    const on = (attributes: string) => inARow(['a', '<task id="a"/>']) + onto('a', '<errorEventDefinition/>', attributes);
    expect(await found(on('cancelActivity="false"'))).toEqual(['error b']);
    expect(await found(on(''))).toEqual([]);
  });
});
