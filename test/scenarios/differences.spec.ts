import { describe, expect, it } from '@jest/globals';
import type { CaseFacts } from './case-facts.ts';
import { differences } from './differences.ts';

const facts: CaseFacts = {
  waitingAt: ['inspect', 'consult'],
  path: ['register', 'check', 'inspect', 'consult'],
  passed: new Set(['register', 'complete', 'flow_1']),
  messages: [],
  started: [],
  notified: ['lawyer'],
  variables: { outcome: 'complete', goals: [{ target: 15 }] },
  ended: false,
  troubles: [],
};

describe('What a case is compared with', () => {
  it('is met by what is true, open tasks in any order', () => {
    const expected = { waitingAt: ['consult', 'inspect'], path: [...facts.path], passed: ['complete'], messages: [] };
    const more = { notified: ['lawyer'], variables: { goals: [{ target: 15 }] }, ended: false as const };
    expect(differences({ ...expected, ...more }, facts)).toEqual([]);
  });

  it.each([
    [{ waitingAt: ['inspect'] }, 'waits at consult, inspect, not at inspect'],
    [{ path: ['register'] }, 'went register → check → inspect → consult, not register'],
    [{ passed: ['complete', 'late'] }, 'did not pass late'],
    [{ messages: ['permit.granted'] }, 'sent nothing, not permit.granted'],
    [{ started: ['improvement'] }, 'started nothing, not improvement'],
    [{ notified: [] }, 'notified lawyer, not nobody'],
    [{ variables: { outcome: 'incomplete' } }, 'has outcome "complete", not "incomplete"'],
    [{ variables: { unknown: 1 } }, 'has unknown null, not 1'],
    [{ ended: 'granted' }, 'has not ended, but should at granted'],
  ])('%j', (expected, sentence) => {
    expect(differences(expected, facts)).toEqual([sentence]);
  });

  it('tells of an ending where the case should go on, or at another end', () => {
    const ended = { ...facts, ended: 'granted' };
    expect(differences({ ended: false }, ended)).toEqual(['ended at granted, but should go on']);
    expect(differences({ ended: 'refused' }, ended)).toEqual(['ended at granted, not at refused']);
  });
});
