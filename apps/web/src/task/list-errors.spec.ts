import { describe, expect, it } from '@jest/globals';
import { listErrors, nothingWrong, stillWrong } from './list-errors.ts';

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

  it('shrinks as fields become right, and comes back only when the form is sent again', () => {
    const both = listErrors(schema, { title: ['Missing'], until: ['Missing'] });
    const one = both.slice(1);
    const shown = { errors: both, round: 1 };
    expect(stillWrong(shown, one)).toEqual({ errors: one, round: 1 });
    expect(stillWrong(shown, [...both])).toBe(shown);
    expect(stillWrong(stillWrong(shown, []), one).errors).toEqual([]);
    expect(stillWrong(nothingWrong, one)).toBe(nothingWrong);
  });

  it('is empty when nothing is wrong', () => {
    expect(listErrors(schema, {})).toEqual([]);
  });
});
