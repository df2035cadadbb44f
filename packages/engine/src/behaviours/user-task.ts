import type { UserTask } from '@gaita/bpmn';
import { dateDue } from '../time/timer-due.ts';
import { evaluate, evaluateNames, evaluateText, where } from '../state/evaluate.ts';
import type { Behaviour, Place, Step } from '../state/step.ts';
import { openWait } from '../state/waits.ts';
import { wholeNumber } from './job.ts';

const DEFAULT_PRIORITY = 50;

/** Waits for a person. */
export const userTask: Behaviour<UserTask> = {
  enter(step, at) {
    const { model } = at.node;
    const assignee = evaluateText(step, at, model.assignee);
    const candidateUsers = evaluateNames(step, at, model.candidateUsers);
    const candidateGroups = evaluateNames(step, at, model.candidateGroups);
    const due = dueOf(step, at);
    const followUpAt = model.followUpDate && dateOf(step, at, model.followUpDate);
    const priority = model.priority ? wholeNumber(evaluate(step, at, model.priority), where(model.priority)) : DEFAULT_PRIORITY;
    const formKey = model.formKey;

    const taskId = step.newId();
    openWait(step, at, taskId, { kind: 'task' });
    step.record({
      kind: 'taskCreated',
      taskId,
      tokenId: at.tokenId,
      scopeId: at.scopeId,
      elementId: model.id,
      ...(model.name !== undefined && { name: model.name }),
      ...(assignee !== undefined && { assignee }),
      candidateUsers,
      candidateGroups,
      joint: [...model.joint],
      consulted: model.consulted.map((consulted) => ({ ...consulted })),
      ...due,
      ...(followUpAt !== undefined && { followUpAt }),
      priority,
      ...(formKey !== undefined && { formKey }),
    });
    return 'wait';
  },
};

/** `camunda:dueDate` counts before `gaita:due`, whose rule the institution's calendar reads. */
function dueOf(step: Step, at: Place<UserTask>): { dueAt?: number; dueRule?: string; legalBasis?: string } {
  const { dueDate, due, legalBasis } = at.node.model;
  const basis = legalBasis === undefined ? {} : { legalBasis };
  if (dueDate) {
    const dueAt = dateOf(step, at, dueDate);
    return dueAt === undefined ? basis : { ...basis, dueAt };
  }
  if (due === undefined) return basis;
  const deadline = step.environment.calendar.deadline(due, step.environment.now);
  return {
    ...basis,
    dueAt: deadline.dueAt,
    dueRule: due,
    ...(deadline.legalBasis !== undefined && { legalBasis: deadline.legalBasis }),
  };
}

const dateOf = (step: Step, at: Place, expression: NonNullable<UserTask['dueDate']>): number | undefined =>
  dateDue(evaluate(step, at, expression), step.environment.now, step.environment.calendar);
