import type { Language } from '@gaita/contracts';
import { smallModel } from '../support/small-model.ts';

/** Two tasks: a form of two groups, and one that ends with an outcome. */
export const model = smallModel('papers', [
  ['check', '<userTask id="check" name="Check the papers" camunda:candidateGroups="front-desk" camunda:formKey="papers"/>'],
  ['decide', '<userTask id="decide" name="Decide" camunda:candidateGroups="front-desk" camunda:formKey="decide"/>'],
]);
export const papers = {
  type: 'default',
  components: [
    {
      type: 'group',
      id: 'who',
      label: 'Applicant',
      components: [
        { type: 'textfield', id: 'applicant', key: 'applicant', label: 'Applicant name', validate: { required: true } },
      ],
    },
    {
      type: 'group',
      id: 'what',
      label: 'Application',
      components: [
        { type: 'textarea', id: 'summary', key: 'summary', label: 'Summary' },
        { type: 'checkbox', id: 'complete', key: 'complete', label: 'All papers are there' },
      ],
    },
  ],
};
export const papersTexts = {
  lv: {
    'who.label': 'Iesniedzējs',
    'applicant.label': 'Iesniedzēja vārds',
    'what.label': 'Iesniegums',
    'summary.label': 'Kopsavilkums',
    'complete.label': 'Visi dokumenti ir',
  },
  lt: {
    'who.label': 'Pareiškėjas',
    'applicant.label': 'Pareiškėjo vardas',
    'what.label': 'Prašymas',
    'summary.label': 'Santrauka',
    'complete.label': 'Visi dokumentai yra',
  },
  bg: {
    'who.label': 'Заявител',
    'applicant.label': 'Име на заявителя',
    'what.label': 'Заявление',
    'summary.label': 'Обобщение',
    'complete.label': 'Всички документи са налице',
  },
};
/** What the fields of the form `papers` are called. */
export function labelsOf(language: Language): { readonly applicant: string; readonly summary: string } {
  if (language === 'en') return { applicant: 'Applicant name', summary: 'Summary' };
  const texts = papersTexts[language];
  return { applicant: texts['applicant.label'], summary: texts['summary.label'] };
}

export const decide = {
  type: 'default',
  components: [
    {
      type: 'radio',
      id: 'decision',
      key: 'decision',
      label: 'Decision',
      properties: { outcome: 'true' },
      values: [
        { label: 'Approve', value: 'approve' },
        { label: 'Return', value: 'return' },
      ],
      validate: { required: true },
    },
    {
      type: 'textarea',
      id: 'reason',
      key: 'reason',
      label: 'Reason',
      validate: { required: true },
      conditional: { hide: '=decision != "return"' },
    },
  ],
};
