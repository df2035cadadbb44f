import { describe, expect, it } from '@jest/globals';
import { fieldTexts } from './field-texts.ts';

const schema = {
  type: 'default',
  components: [
    { type: 'textfield', id: 'shown', key: 'decision', label: 'What was proposed', disabled: true },
    {
      type: 'group',
      id: 'frame',
      label: 'Decision',
      components: [
        {
          type: 'radio',
          id: 'choice',
          key: 'decision',
          label: 'Decision',
          values: [
            { label: 'Sign', value: 'sign' },
            { label: 'Return', value: 'return' },
          ],
        },
        { type: 'datetime', id: 'day', key: 'signedOn', dateLabel: 'Signed on' },
        { type: 'number', id: 'loss', key: 'compensation', label: 'Compensation', appearance: { suffixAdorner: '€' } },
      ],
    },
    {
      type: 'dynamiclist',
      id: 'list',
      path: 'trees',
      label: 'Trees',
      components: [{ type: 'textfield', id: 'kind', key: 'species', label: 'Species' }],
    },
    { type: 'text', id: 'hint', text: 'Nothing to fill in' },
  ],
};
const texts = {
  lv: {
    'choice.label': 'Lēmums',
    'choice.values.sign': 'Parakstīt',
    'day.dateLabel': 'Parakstīts',
    'list.label': 'Koki',
    'kind.label': 'Suga',
  },
};

describe('What forms call the values of a case', () => {
  it('is what the field says that can be filled in, with its choices, unit and parts', () => {
    expect(fieldTexts([{ schema, texts }], 'en')).toEqual({
      decision: { label: 'Decision', options: { sign: 'Sign', return: 'Return' } },
      signedOn: { label: 'Signed on' },
      compensation: { label: 'Compensation', suffix: '€' },
      trees: { label: 'Trees', fields: { species: { label: 'Species' } } },
    });
  });

  it('is said in the language asked for, and in the form’s own where that is missing', () => {
    expect(fieldTexts([{ schema, texts }], 'lv')).toEqual({
      decision: { label: 'Lēmums', options: { sign: 'Parakstīt', return: 'Return' } },
      signedOn: { label: 'Parakstīts' },
      compensation: { label: 'Compensation', suffix: '€' },
      trees: { label: 'Koki', fields: { species: { label: 'Suga' } } },
    });
  });

  it('is taken from the form that shows the value where none fills it in', () => {
    const shown = { components: [{ type: 'textfield', id: 'a', key: 'title', label: 'Title', readonly: true }] };
    expect(fieldTexts([{ schema: shown, texts: undefined }], 'bg')).toEqual({ title: { label: 'Title' } });
  });

  it('passes over what is no form', () => {
    expect(fieldTexts([{ schema: [1], texts: 'none' }], 'lt')).toEqual({});
  });
});
