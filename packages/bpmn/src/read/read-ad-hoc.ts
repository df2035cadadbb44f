import type { ModdleElement } from 'bpmn-moddle';
import { attribute, extension, flag } from '../moddle/elements.ts';
import type { AdHoc } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { attributeExpression, childExpression } from './read-expression.ts';

/** What an ad-hoc sub-process says of its order and end (BPMN 2.0.2, 10.3.5). */
export function readAdHoc(context: ReadContext, element: ModdleElement): AdHoc {
  const zeebe = extension(element, 'zeebe:AdHoc');
  for (const name of ['outputCollection', 'outputElement'])
    if (attribute(zeebe, name) !== undefined)
      context.report(element, {
        severity: 'error',
        rule: 'unsupported-extension',
        message: `The ad-hoc sub-process has the ${name} of zeebe:adHoc, which is not executed here.`,
        advice: 'Write the results with output mappings of the activities in it.',
      });
  return {
    sequential: attribute(element, 'ordering')?.toLowerCase() === 'sequential',
    completionCondition: childExpression(context, element, 'completionCondition', { formal: true }),
    cancelRemaining: flag(element, 'cancelRemainingInstances', true),
    activeElements:
      attributeExpression(context, element, 'gaita:activeElements') ??
      attributeExpression(context, zeebe, 'activeElementsCollection', 'feel'),
  };
}
