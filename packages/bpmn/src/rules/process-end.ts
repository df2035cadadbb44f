import { finding } from './rule.ts';
import type { Rule } from './rule.ts';

/** Where every way leads on, no case ever ends. */
export const processEnd: Rule = (process) => {
  const ends = process.nodes.some(
    ({ type, outgoing }) =>
      type === 'endEvent' || (outgoing.length === 0 && type !== 'boundaryEvent' && !type.endsWith('SubProcess')),
  );
  return ends || process.nodes.length === 0
    ? []
    : [
        finding(
          'warning',
          'process-end',
          process,
          `No path of the process "${process.name ?? process.id}" ends.`,
          'Draw a flow to an end event.',
        ),
      ];
};
