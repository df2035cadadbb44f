import type { EventDefinition } from '../model.ts';
import { named } from '../named.ts';
import { finding, nodesOf } from './rule.ts';
import type { Rule } from './rule.ts';

/** A signal is found by its name, a conditional event waits for its condition. */
export const eventValue: Rule = (process) =>
  nodesOf(process).flatMap((node) => {
    if (!('definitions' in node)) return [];
    return node.definitions.flatMap((definition) => {
      const wrong = missingIn(definition);
      return wrong ? [finding('error', 'event-value', node, `The ${named(node)} ${wrong.what}.`, wrong.advice)] : [];
    });
  });

function missingIn(definition: EventDefinition): { what: string; advice: string } | undefined {
  if (definition.type === 'signal' && definition.name.source === '')
    return { what: 'has a signal without a name', advice: 'Choose a signal (signalRef) and name it.' };
  if (definition.type !== 'conditional') return undefined;
  if (definition.condition.source === '')
    return { what: 'has no condition', advice: 'Write the condition as an expression (= amount > 100).' };
  const unknown = definition.variableEvents?.find((event) => event !== 'create' && event !== 'update' && event !== 'delete');
  if (unknown === undefined) return undefined;
  return { what: `names the variable event "${unknown}"`, advice: 'Use create, update or delete in camunda:variableEvents.' };
}
