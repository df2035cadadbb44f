import type { ModdleElement } from 'bpmn-moddle';
import { attribute, extension, splitList } from '../moddle/elements.ts';
import type { UserTask } from '../model.ts';
import type { ReadContext } from './read-context.ts';
import { attributeExpression, expressionFrom, expressionList } from './read-expression.ts';
import { readActivityBase } from './read-node-base.ts';
import { readResources } from './read-resources.ts';
import type { NodePlace } from './read-node-base.ts';

export function readUserTask(context: ReadContext, element: ModdleElement, place: NodePlace): UserTask {
  const zeebe = extension(element, 'zeebe:AssignmentDefinition');
  const schedule = extension(element, 'zeebe:TaskSchedule');
  const either = (camunda: string, holder: ModdleElement | undefined, name: string) =>
    attributeExpression(context, element, camunda) ?? attributeExpression(context, holder, name);
  const people = readResources(context, element);
  const assignee = either('camunda:assignee', zeebe, 'assignee') ?? people.assignee;
  const candidateUsers = [
    ...expressionList(context, element, 'camunda:candidateUsers'),
    ...expressionList(context, zeebe, 'candidateUsers'),
    ...people.users,
  ];
  const named = [
    ...expressionList(context, element, 'camunda:candidateGroups'),
    ...expressionList(context, zeebe, 'candidateGroups'),
    ...people.groups,
  ];
  const ofLane =
    place.laneRole !== undefined && !assignee && candidateUsers.length === 0 && named.length === 0
      ? [expressionFrom(context, element, 'lane', place.laneRole, 'literal')]
      : [];
  return {
    ...readActivityBase(context, element, place),
    type: 'userTask',
    assignee,
    candidateUsers,
    candidateGroups: [...named, ...ofLane],
    joint: splitList(attribute(element, 'gaita:joint')),
    consulted: splitList(attribute(element, 'gaita:consulted')).map((entry) => ({
      role: entry.replace(/\s*!$/, ''),
      required: entry.endsWith('!'),
    })),
    escalate: attribute(element, 'gaita:escalate'),
    dueDate: either('camunda:dueDate', schedule, 'dueDate'),
    due: attribute(element, 'gaita:due'),
    followUpDate: either('camunda:followUpDate', schedule, 'followUpDate'),
    priority: either('camunda:priority', extension(element, 'zeebe:PriorityDefinition'), 'priority'),
    formKey: readFormKey(element),
    legalBasis: attribute(element, 'gaita:legalBasis'),
  };
}

/** The form of a user task or start event: `camunda:formKey`, `camunda:formRef` or `zeebe:formDefinition`, as written. */
export function readFormKey(element: ModdleElement): string | undefined {
  const zeebe = extension(element, 'zeebe:FormDefinition');
  return (
    attribute(element, 'camunda:formKey') ??
    attribute(element, 'camunda:formRef') ??
    attribute(zeebe, 'formId') ??
    attribute(zeebe, 'formKey') ??
    attribute(zeebe, 'externalReference')
  );
}
