import { describe, expect, it } from '@jest/globals';
import { findProblems } from '../testing/find-problems.ts';
import { inARow } from '../testing/model-xml.ts';

const letters = (count: number) => 'a'.repeat(count);
const found = (id: string, element: string, roots = '') => findProblems('text-length', inARow([id, element]), { roots });
const inTask = (attributes: string) => found('t', `<userTask id="t" ${attributes}/>`);

describe('what a case is stored with has the length that the database takes', () => {
  it.each([
    ['name', 500],
    ['camunda:assignee', 191],
    ['camunda:candidateUsers', 191],
    ['camunda:candidateGroups', 191],
    ['camunda:formKey', 191],
    ['gaita:legalBasis', 500],
  ])('%s of a task has at most %d characters', async (attribute, limit) => {
    expect(await inTask(`${attribute}="${letters(limit)}"`)).toEqual([]);
    expect(await inTask(`${attribute}="${letters(limit + 1)}"`)).toEqual(['error t']);
  });

  it('ids have at most 191', async () => {
    expect(await found(letters(191), `<userTask id="${letters(191)}"/>`)).toEqual([]);
    expect(await found(letters(192), `<userTask id="${letters(192)}"/>`)).toEqual([`error ${letters(192)}`]);
  });

  it('each of several groups counts for itself', async () => {
    expect(await inTask(`camunda:candidateGroups="${letters(150)}, ${letters(151)}"`)).toEqual([]);
  });

  it('an expression may be longer than what it gives', async () => {
    expect(await inTask(`camunda:assignee="= &quot;a&quot; + &quot;${letters(200)}&quot;"`)).toEqual([]);
  });

  it('names of messages and topics have at most 191', async () => {
    const message = `<message id="m" name="${letters(192)}"/>`;
    const receives = '<messageEventDefinition messageRef="m"/>';
    expect(await found('t', '<receiveTask id="t" messageRef="m"/>', message)).toEqual(['error t']);
    expect(await found('t', `<intermediateCatchEvent id="t">${receives}</intermediateCatchEvent>`, message)).toEqual(['error t']);
    expect(await found('t', `<serviceTask id="t" camunda:type="external" camunda:topic="${letters(192)}"/>`)).toEqual([
      'error t',
    ]);
  });

  it('name and version tag of the process are not cut either', async () => {
    const named = (process: string) => findProblems('text-length', inARow(), { process });
    expect(await named(`name="${letters(500)}" camunda:versionTag="${letters(191)}"`)).toEqual([]);
    expect(await named(`name="${letters(501)}"`)).toEqual(['error process']);
    expect(await named(`camunda:versionTag="${letters(192)}"`)).toEqual(['error process']);
  });
});
