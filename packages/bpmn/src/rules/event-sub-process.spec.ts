import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const events = (start: string) => `<subProcess id="e" triggeredByEvent="true">${start}</subProcess>`;
const error = (attributes: string) => `<startEvent id="s" ${attributes}><errorEventDefinition/></startEvent>`;
const found = (body: string) => findProblems('event-sub-process', body);

describe('an event sub-process', () => {
  it('has no sequence flows', async () => {
    expect(await found(inARow(['e', events(error(''))]))).toEqual(['error e']);
    expect(await found(inARow() + events(error('')))).toEqual([]);
  });

  it('is interrupting when it waits for an error', async () => {
    expect(await found(inARow() + events(error('isInterrupting="false"')))).toEqual(['error s']);
  });
});
