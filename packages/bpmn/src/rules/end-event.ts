import { named } from '../named.ts';
import { isCompensationBoundary } from './compensation-handler.ts';
import { finding, linksOf, scopesOf, standsAlone } from './rule.ts';
import type { Rule } from './rule.ts';

/** A path that just stops ends there, which the drawing does not say. */
export const endEvent: Rule = (process) =>
  scopesOf(process)
    .filter(({ owner }) => !owner?.adHoc)
    .flatMap((scope) =>
      scope.nodes
        .filter(
          (node) =>
            node.type !== 'endEvent' &&
            node.outgoing.length === 0 &&
            !standsAlone(node) &&
            !isCompensationBoundary(node) &&
            linksOf(node).length === 0,
        )
        .map((node) =>
          finding(
            'warning',
            'end-event',
            node,
            `The path stops at the ${named(node)} without an end event.`,
            'Draw a flow to an end event.',
          ),
        ),
    );
