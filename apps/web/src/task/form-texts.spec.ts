import { describe, expect, it } from '@jest/globals';
import type { FormSchema } from '../api/shapes.ts';
import { applyFormTexts } from './form-texts.ts';

const schema: FormSchema = {
  type: 'default',
  components: [
    {
      id: 'decision',
      type: 'radio',
      label: 'Decision',
      values: [
        { value: 'approve', label: 'Approve' },
        { value: 'not-now', label: 'Not now' },
      ],
    },
    {
      id: 'goals',
      type: 'dynamiclist',
      label: 'Goals',
      components: [{ id: 'goals_by', type: 'datetime', dateLabel: 'Reach by', validate: { patternErrorMessage: 'Use a date' } }],
    },
  ],
};

const texts = {
  $unreviewed: ['lv'],
  lv: {
    'decision.label': 'Lēmums',
    'decision.values.approve': 'Apstiprināt',
    'goals_by.dateLabel': 'Sasniegt līdz',
    'goals_by.validate.patternErrorMessage': 'Norādiet datumu',
    'nobody.label': 'Nav',
  },
};

describe('a form in the reader’s language', () => {
  it('shows labels, choices, nested fields and messages in it', () => {
    const { components } = applyFormTexts(schema, texts, 'lv');
    expect(components[0]?.label).toBe('Lēmums');
    expect(components[0]?.values?.map(({ label }) => label)).toEqual(['Apstiprināt', 'Not now']);
    expect(components[1]?.components?.[0]).toMatchObject({
      dateLabel: 'Sasniegt līdz',
      validate: { patternErrorMessage: 'Norādiet datumu' },
    });
  });

  it('stays English where a text is missing, and whole where the language is', () => {
    expect(applyFormTexts(schema, texts, 'lv').components[1]?.label).toBe('Goals');
    expect(applyFormTexts(schema, texts, 'bg')).toBe(schema);
    expect(applyFormTexts(schema, undefined, 'lv')).toBe(schema);
  });

  it('leaves the given form as it was', () => {
    const before = structuredClone(schema);
    applyFormTexts(schema, texts, 'lv');
    expect(schema).toEqual(before);
  });

  it('reads no language out of the notes about it', () => {
    expect(applyFormTexts(schema, { lv: ['decision.label'] }, 'lv')).toBe(schema);
  });
});
