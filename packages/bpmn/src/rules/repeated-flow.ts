import { finding, scopesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** Two flows without conditions between the same nodes do everything behind them twice. */
export const repeatedFlow: Rule = (process) =>
  scopesOf(process).flatMap((scope) => {
    const choosing = new Set(scope.nodes.filter(({ type }) => type.endsWith('Gateway')).map(({ id }) => id));
    const seen = new Set<string>();
    return scope.flows
      .filter(({ condition, source }) => !condition && !choosing.has(source))
      .filter(({ source, target }) => {
        const ends = JSON.stringify([source, target]);
        const isKnown = seen.has(ends);
        seen.add(ends);
        return isKnown;
      })
      .map((flow) =>
        finding(
          'warning',
          'repeated-flow',
          flow,
          `Another flow already leads from "${flow.source}" to "${flow.target}": what follows is done twice.`,
          'Remove one of them.',
        ),
      );
  });
