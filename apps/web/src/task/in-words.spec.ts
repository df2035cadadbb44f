import { describe, expect, it } from '@jest/globals';
import { inWords } from './in-words.ts';

const schema = {
  components: [
    { id: 'title', key: 'title', type: 'textfield', label: 'Title' },
    { id: 'kinds', key: 'kinds', type: 'checklist', label: 'Kinds' },
    { id: 'note', type: 'text', text: 'Read this first.' },
    {
      id: 'goals',
      path: 'goals',
      type: 'dynamiclist',
      label: 'Goals',
      components: [{ id: 'metric', key: 'metric', type: 'textfield', label: 'Measured by' }],
    },
  ],
};

describe('what was typed, as text to take along', () => {
  it('has one line a filled field, rows of lists one after the other', () => {
    const values = {
      title: 'Shorter queues',
      kinds: ['cost', 'risk'],
      goals: [{ metric: 'days' }, { metric: 'visits' }],
      other: 1,
    };
    expect(inWords(schema, values)).toBe('Title: Shorter queues\nKinds: cost, risk\nMeasured by: days\nMeasured by: visits');
  });

  it('names days by their own labels and writes them as people do', () => {
    const dated = { components: [{ id: 'on', key: 'on', type: 'datetime', subtype: 'date', dateLabel: 'Heard on' }] };
    expect(inWords(dated, { on: '2026-03-05' })).toBe('Heard on: 5 Mar 2026');
  });

  it('is empty when nothing was typed', () => {
    expect(inWords(schema, { title: '', kinds: [] })).toBe('');
  });
});
