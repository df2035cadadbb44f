import { named } from '../named.ts';
import { finding, scopesOf, startsByItself } from './rule.ts';
import type { Rule } from './rule.ts';

/** An ad-hoc sub-process holds activities to choose from, and neither begins nor ends at an event (BPMN 2.0.2, 10.3.5). */
export const adHoc: Rule = (process) =>
  scopesOf(process).flatMap(({ owner, nodes }) => {
    if (!owner?.adHoc) return [];
    const events = nodes.filter(({ type }) => type === 'startEvent' || type === 'endEvent');
    const found = events.map((event) =>
      finding(
        'error',
        'ad-hoc',
        event,
        `The ${named(event)} stands in the ${named(owner)}.`,
        'Remove it: people choose what is done there, and a completion condition or a person ends it.',
      ),
    );
    if (!nodes.some((node) => 'isForCompensation' in node && startsByItself(node)))
      found.push(
        finding(
          'warning',
          'ad-hoc',
          owner,
          `The ${named(owner)} holds no activity that could be chosen.`,
          'Draw at least one activity without an incoming flow in it.',
        ),
      );
    return found;
  });
