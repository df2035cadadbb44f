import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const handler = (id: string, inside = '') =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}s"><compensateEventDefinition/></startEvent>${inside}</subProcess>`;
const thrown = '<intermediateThrowEvent id="t"><compensateEventDefinition/></intermediateThrowEvent>';
const found = (body: string) => findProblems('compensation-start', body);

describe('a compensation event sub-process', () => {
  it('stands in a sub-process, alone', async () => {
    const sub = (inside: string) => inARow(['a', `<subProcess id="a"><startEvent id="i"/>${inside}</subProcess>`]);
    expect(await found(sub(handler('e')))).toEqual([]);
    expect(await found(sub(handler('e') + handler('f')))).toEqual(['error f']);
  });

  it('of a process runs when the process throws compensation, else only for who calls it', async () => {
    expect(await found(inARow(['t', thrown]) + handler('e'))).toEqual([]);
    expect(await found(inARow() + handler('e', thrown))).toEqual(['warning e']);
    const failing = `<subProcess id="x" triggeredByEvent="true"><startEvent id="xs"><errorEventDefinition/></startEvent>${thrown}</subProcess>`;
    expect(await found(inARow() + handler('e') + failing)).toEqual([]);
  });
});
