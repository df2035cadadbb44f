import { languages } from '@gaita/contracts';
import { missingTexts } from '../labels.ts';
import type { ModelRule } from './rule.ts';

/** A label that stands in English stands in every language that the model speaks. */
export const missingText: ModelRule = (model, context) => {
  const spoken = languages.filter((language) => model.labels?.some((label) => label.texts[language]));
  return missingTexts(model, context.languages ?? spoken).map(({ elementId, language, parts }) => ({
    severity: 'warning',
    rule: 'missing-text',
    message: `The ${parts.join(' and ')} of "${elementId}" ${parts.length > 1 ? 'are' : 'is'} missing in ${language}.`,
    advice:
      language === 'en'
        ? "Give it in BPMN's own name or documentation."
        : `Add <gaita:text lang="${language}" …/> to its gaita:texts.`,
    elementId,
  }));
};
