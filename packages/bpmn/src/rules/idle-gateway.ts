import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

const choosing = new Set(['exclusiveGateway', 'parallelGateway', 'inclusiveGateway']);

/** A gateway has several incoming or several outgoing flows (BPMN 2.0.2, 10.6.1); with one of each it does nothing. */
export const idleGateway: Rule = (process) =>
  nodesOf(process)
    .filter(({ type }) => choosing.has(type))
    .filter(({ incoming, outgoing }) => incoming.length <= 1 && outgoing.length === 1)
    .map((gateway) =>
      finding(
        'warning',
        'idle-gateway',
        gateway,
        `The ${named(gateway)} neither splits nor joins flows.`,
        'Remove it, or draw the flow that is missing.',
      ),
    );
