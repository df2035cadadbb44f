import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const found = (definition: string) =>
  findProblems('event-value', inARow(['x', `<intermediateCatchEvent id="x">${definition}</intermediateCatchEvent>`]));

describe('an event says what it waits for', () => {
  it('a signal by its name', async () => {
    expect(await found('<signalEventDefinition/>')).toEqual(['error x']);
  });

  it('a condition by its expression, and changes of variables by words that are known', async () => {
    const condition = '<condition xsi:type="tFormalExpression">= a</condition>';
    expect(await found(`<conditionalEventDefinition>${condition}</conditionalEventDefinition>`)).toEqual([]);
    expect(await found('<conditionalEventDefinition/>')).toEqual(['error x']);
    const on = (events: string) =>
      `<conditionalEventDefinition camunda:variableName="a" camunda:variableEvents="${events}">${condition}</conditionalEventDefinition>`;
    expect(await found(on('create, update'))).toEqual([]);
    expect(await found(on('change'))).toEqual(['error x']);
  });
});
