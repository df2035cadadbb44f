import { named } from '../named.ts';
import { finding, nodesOfType } from './rule.ts';
import type { Rule } from './rule.ts';

/** A process that calls itself goes deeper and deeper, until the limit of calls within calls is an incident. */
export const callsItself: Rule = (process) =>
  nodesOfType(process, 'callActivity')
    .filter(({ calledElement }) => calledElement.language === 'literal' && calledElement.source === process.id)
    .map((activity) =>
      finding(
        'warning',
        'calls-itself',
        activity,
        `The ${named(activity)} calls its own process.`,
        'Make sure that some case does not come here, or draw a loop.',
      ),
    );
