import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children, localName, splitList } from '../moddle/elements.ts';
import type { Expression } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { expressionFrom } from './read-expression.ts';

interface Named {
  readonly assignee?: Expression;
  readonly users: readonly Expression[];
  readonly groups: readonly Expression[];
}

/**
 * BPMN's own way to name people (BPMN 2.0.2, 10.3.4.1): a human performer is the assignee; a potential owner is a role, or as in
 * Camunda 7 `user(…)` and `group(…)`, separated by commas. Resources with parameters ask a directory that is not here.
 */
export function readResources(context: ReadContext, element: ModdleElement): Named {
  let assignee: Expression | undefined;
  const users: Expression[] = [];
  const groups: Expression[] = [];
  for (const resource of children(element, 'resources')) {
    const property = localName(resource);
    const text = attribute(child(child(resource, 'resourceAssignmentExpression'), 'expression'), 'body');
    const names = text?.startsWith('=') ? [text] : splitList(text ?? attribute(child(resource, 'resourceRef'), 'name'));
    if (names.length === 0 || children(resource, 'resourceParameterBindings').length > 0)
      context.report(element, {
        severity: 'warning',
        rule: 'unsupported-extension',
        message: `The ${localName(element)} names its people by a ${property} with parameters or without a name, which has no effect here.`,
        advice: 'Name roles in camunda:candidateGroups or draw a lane.',
      });
    else if (property !== 'potentialOwner') assignee ??= expressionFrom(context, element, property, names[0] ?? '');
    else
      for (const name of names) {
        const [, kind, inner] = /^(user|group)\s*\(([^]*)\)$/.exec(name) ?? [];
        (kind === 'user' ? users : groups).push(expressionFrom(context, element, property, inner ?? name));
      }
  }
  return { ...(assignee && { assignee }), users, groups };
}
