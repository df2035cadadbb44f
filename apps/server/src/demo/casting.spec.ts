import { describe, expect, it } from '@jest/globals';
import type { Casting } from './casting.ts';
import { castPerson, castVariables } from './casting.ts';
import { tellStory } from './tell-story.ts';

const home: Casting = { institution: 0, swapped: false, applicant: 'Maija Zālīte', daysLater: 10, exchange: new Map() };
const away: Casting = { ...home, institution: 1 };

describe('A case of the demo', () => {
  it('is played by the people of its institution', () => {
    expect(castPerson('front-desk-1', home)).toBe('front-desk-1');
    expect(castPerson('front-desk-1', { ...home, swapped: true })).toBe('front-desk-2');
    expect(castPerson('front-desk-2', away)).toBe('front-desk-4');
    expect(castPerson('top-management-1', { ...away, swapped: true })).toBe('top-management-2');
    expect(castPerson('self-assessment-member-10', { ...away, swapped: true })).toBe('self-assessment-member-20');
    expect(castPerson('tree-felling-permit', away)).toBe('tree-felling-permit');
  });

  it('has other dates, people, residents and services than its story', () => {
    const exchange = new Map([['event-permit', 'housing-benefit']]);
    const values = {
      applicant: 'Anna Bērziņa',
      receivedOn: '2026-03-02',
      at: '2026-12-30T10:00:00',
      serviceId: 'event-permit',
      title: 'A story',
      note: 'the 2026-03-02 stays',
      members: [{ person: 'case-handler-1', days: 3 }],
    };
    expect(castVariables(values, { ...away, exchange, title: 'This case' })).toEqual({
      applicant: 'Maija Zālīte',
      receivedOn: '2026-03-12',
      at: '2027-01-09T10:00:00',
      serviceId: 'housing-benefit',
      title: 'This case',
      note: 'the 2026-03-02 stays',
      members: [{ person: 'case-handler-3', days: 3 }],
    });
  });

  it('waits where its story waits, and takes one act a person', () => {
    const story = tellStory(
      {
        title: 'Joint work',
        start: { as: 'management-representative-1' },
        steps: [
          { expect: { waitingAt: ['action5'] } },
          { wait: 'P30D' },
          { wait: '5 working days' },
          { complete: 'action5', as: ['management-representative-1', 'service-manager-1'] },
          { message: 'decision.contested' },
        ],
      },
      away,
    );
    expect(story).toEqual([
      { act: { act: 'start', as: 'management-representative-3', variables: {} }, waits: [] },
      {
        act: { act: 'complete', elementId: 'action5', as: 'management-representative-3', variables: {} },
        waits: ['P30D', '5 working days'],
      },
      { act: { act: 'complete', elementId: 'action5', as: 'service-manager-3', variables: {} }, waits: [] },
      { act: { act: 'message', message: 'decision.contested', variables: {} }, waits: [] },
    ]);
  });
});
