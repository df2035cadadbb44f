import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A multi-instance activity says how often: a number or a collection. */
export const multiInstance: Rule = (process) =>
  nodesOf(process).flatMap((node) => {
    if (!('multiInstance' in node) || !node.multiInstance) return [];
    const { cardinality, collection } = node.multiInstance;
    const wrong =
      !cardinality && !collection
        ? 'does not say how often it runs'
        : cardinality?.language === 'literal' && !/^\d+$/.test(cardinality.source)
          ? `runs "${cardinality.source}" times, which is no whole number`
          : undefined;
    return wrong
      ? [
          finding(
            'error',
            'multi-instance',
            node,
            `The multi-instance ${named(node)} ${wrong}.`,
            'Give a collection (camunda:collection) or a loopCardinality: a whole number or an expression (= …).',
          ),
        ]
      : [];
  });
