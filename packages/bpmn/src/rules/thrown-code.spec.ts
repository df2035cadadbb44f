import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const roots = '<error id="coded" errorCode="E1"/><error id="bare"/><escalation id="up" escalationCode="U1"/>';
const found = (definition: string, type = 'endEvent') =>
  findProblems('thrown-code', `${inARow()}<${type} id="x">${definition}</${type}>`, { roots });

describe('who throws says what', () => {
  it('for errors', async () => {
    expect(await found('<errorEventDefinition errorRef="coded"/>')).toEqual([]);
    expect(await found('<errorEventDefinition errorRef="bare"/>')).toEqual(['error x']);
    expect(await found('<errorEventDefinition/>')).toEqual(['error x']);
  });

  it('for escalations', async () => {
    expect(await found('<escalationEventDefinition escalationRef="up"/>', 'intermediateThrowEvent')).toEqual([]);
    expect(await found('<escalationEventDefinition/>', 'intermediateThrowEvent')).toEqual(['error x']);
  });

  it('while who catches may take all', async () => {
    const body = `${inARow(['a', '<task id="a"/>'])}<boundaryEvent id="x" attachedToRef="a"><errorEventDefinition/></boundaryEvent>`;
    expect(await findProblems('thrown-code', body)).toEqual([]);
  });
});
