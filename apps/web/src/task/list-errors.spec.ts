import { describe, expect, it } from '@jest/globals';
import { listErrors } from './list-errors.ts';

const schema = {
  components: [
    { id: 'title', type: 'textfield', label: 'Title' },
    { id: 'goals', type: 'dynamiclist', label: 'Goals', components: [{ id: 'metric', type: 'textfield', label: 'Measured by' }] },
    { id: 'until', type: 'datetime', dateLabel: 'Until' },
  ],
};

describe('the summary of what is wrong in a form', () => {
  it('follows the order of the form and names each field by its label', () => {
    expect(listErrors(schema, { until: ['Missing'], title: ['Missing', 'Too long'] })).toEqual([
      { domId: 'title', label: 'Title', messages: ['Missing', 'Too long'] },
      { domId: 'until', label: 'Until', messages: ['Missing'] },
    ]);
  });

  it('leads to the very row of a list', () => {
    expect(listErrors(schema, { metric: [undefined, ['Missing']] })).toEqual([
      { domId: 'metric_1', label: 'Measured by', messages: ['Missing'] },
    ]);
    expect(listErrors(schema, { metric: { 0: ['Missing'] } }).map(({ domId }) => domId)).toEqual(['metric_0']);
  });

  it('is empty when nothing is wrong', () => {
    expect(listErrors(schema, {})).toEqual([]);
  });
});
