import type { Problem } from '@gaita/contracts';
import { named } from '../named.ts';
import { finding, instantiates, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** What starts instances stands at the beginning of the process itself (BPMN 2.0.2, 10.3.3 and 10.6.6). */
export const instantiating: Rule = (process) =>
  scopesOf(process).flatMap((scope) =>
    scope.nodes.filter(instantiates).flatMap((node): Problem[] => {
      if (scope.owner)
        return [
          finding(
            'error',
            'instantiating',
            node,
            `The ${named(node)} starts instances (instantiate) but stands in a sub-process.`,
            'Move it to the process itself, or set instantiate to false.',
          ),
        ];
      if (node.incoming.length === 0) return [];
      return [
        finding(
          'error',
          'instantiating',
          node,
          `The ${named(node)} starts instances (instantiate) and has incoming flows.`,
          'Remove the flows, or set instantiate to false.',
        ),
      ];
    }),
  );
