import { named } from '../named.ts';
import { finding, nodesOfType } from './rule.ts';
import type { Rule } from './rule.ts';

/** Who throws an error or escalation says which: its code is what handlers compare. */
export const thrownCode: Rule = (process) =>
  nodesOfType(process, 'endEvent', 'intermediateThrowEvent').flatMap((node) =>
    node.definitions
      .filter((definition) => 'code' in definition && definition.code === undefined)
      .map((definition) =>
        finding(
          'error',
          'thrown-code',
          node,
          `The ${definition.type} of the ${named(node)} has no code.`,
          `Choose the ${definition.type} (${definition.type}Ref) and give it a code.`,
        ),
      ),
  );
