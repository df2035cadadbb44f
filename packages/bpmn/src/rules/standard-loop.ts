import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A standard loop says how long it goes on: a condition, a maximum from 1, or both (BPMN 2.0.2, table 10.28). */
export const standardLoop: Rule = (process) =>
  nodesOf(process).flatMap((node) => {
    const loop = 'loop' in node ? node.loop : undefined;
    if (!loop) return [];
    if (loop.maximum !== undefined && !(Number.isInteger(loop.maximum) && loop.maximum >= 1))
      return [
        finding(
          'error',
          'standard-loop',
          node,
          `The loop of the ${named(node)} has the loopMaximum ${loop.maximum}.`,
          'Give a whole number from 1, or none.',
        ),
      ];
    if (loop.maximum !== undefined || loop.condition) return [];
    return [
      finding(
        'warning',
        'standard-loop',
        node,
        `The loop of the ${named(node)} has neither a condition nor a maximum: it runs once.`,
        'Give a loopCondition (= …), which is true as long as it goes on.',
      ),
    ];
  });
