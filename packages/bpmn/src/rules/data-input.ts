import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A required data input that no association fills is not waited for: it has what is seen under its name. */
export const dataInput: Rule = (process) =>
  nodesOf(process).flatMap((node) => {
    const { inputSets = [], inputAssociations = [] } = node.data ?? {};
    const filled = new Set(
      inputAssociations.flatMap(({ target, assignments }) => [target, ...assignments.map(({ to }) => to[0])]),
    );
    const own = new Set(node.data?.inputs.map(({ variable }) => variable));
    const empty = [...new Set(inputSets.flatMap(({ required }) => required))].filter(
      (name) => own.has(name) && !filled.has(name),
    );
    return empty.map((name) =>
      finding(
        'warning',
        'data-input',
        node,
        `Nothing fills the data input "${name}" of the ${named(node)}; it has the value of the variable of that name.`,
        'Draw a data input association to it, or make it optional.',
      ),
    );
  });
