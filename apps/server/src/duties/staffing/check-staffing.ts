import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { ProcessModel, UserTask } from '@gaita/bpmn';
import type { DutyPair, Problem, RoleKey } from '@gaita/contracts';
import { roleKeys, SHARED } from '@gaita/contracts';
import { Institutions, roleNames } from '../../identity/index.ts';
import { DefinitionListeners, Definitions } from '../../models/index.ts';
import { processesOfScope } from '../find-conflicts.ts';
import type { Holders } from '../holders-of-roles.ts';
import { HoldersOfRoles } from '../holders-of-roles.ts';
import { DutyPairs } from '../pairs.ts';
import type { Slot } from './staff.ts';
import { unstaffable } from './staff.ts';
import { tasksTogether } from './together.ts';
import { isCalled, ownElement, withCalled } from './with-called.ts';

const registry: ReadonlySet<string> = new Set(roleKeys);
const nobody: ReadonlySet<string> = new Set();

/** Can the people in office do the work of a model and of what it calls, so that nobody decides on what they prepared? */
@Injectable()
export class CheckStaffing implements OnModuleInit {
  constructor(
    private readonly listeners: DefinitionListeners,
    private readonly pairs: DutyPairs,
    private readonly holders: HoldersOfRoles,
    private readonly institutions: Institutions,
    private readonly definitions: Definitions,
  ) {}

  onModuleInit(): void {
    this.listeners.checkBy((model, institution, beside) => this.run(model, institution, beside));
  }

  /** Findings with their tasks, roles and people. What is for all institutions must be possible in one of them. */
  async run(model: ProcessModel, institution: string, beside: readonly ProcessModel[] = []): Promise<Problem[]> {
    const where = institution === SHARED ? (await this.institutions.list()).map(({ id }) => id) : [institution];
    let first: Problem[] | undefined;
    for (const each of where) {
      const whole = await withCalled(model, (key) => this.called(key, each, beside));
      const found = findings(whole, await this.pairs.of(each), await this.holders.of(each));
      if (found.length === 0) return [];
      first ??= found;
    }
    return first ?? [];
  }

  /** What a case of the institution would call once this is published. */
  private async called(key: string, institution: string, beside: readonly ProcessModel[]): Promise<ProcessModel | undefined> {
    const published = beside.find(({ id }) => id === key);
    if (published) return published;
    const row = await this.definitions.latest(institution, key);
    return row && (await this.definitions.byId(row.id))?.model;
  }
}

export function findings(model: ProcessModel, pairs: readonly DutyPair[], { byRole }: Pick<Holders, 'byRole'>): Problem[] {
  const hard = pairs.filter(({ level, scope }) => level === 'hard' && (processesOfScope(scope)?.has(model.id) ?? true));
  const { tasks, together } = tasksTogether(model);
  const slots = tasks.flatMap(slotsOf);
  const holds = (role: string) => byRole.get(role) ?? nobody;
  const unfilled = tasks.flatMap((task) =>
    slotsOf(task)
      .filter(({ roles }) => roles.every((role) => holds(role).size === 0))
      .map(({ roles }) => unfilledRole(task, roles)),
  );
  if (unfilled.length > 0) return unfilled;
  const inOffice = (slot: Slot): ReadonlySet<string> => {
    const people = new Set(slot.roles.flatMap((role) => [...holds(role)]));
    for (const { a, b, scope } of hard)
      if (scope === 'org')
        for (const [role, other] of [
          [a, b],
          [b, a],
        ] as const)
          if (slot.roles.includes(role)) for (const person of holds(other)) people.delete(person);
    return people;
  };
  const known = new Map(slots.map((slot) => [slot, inOffice(slot)]));
  const excludes = (one: string, other: string) =>
    hard.some(({ a, b, scope }) => scope !== 'org' && ((a === one && b === other) || (a === other && b === one)));
  const found = unstaffable({ slots, candidates: (slot) => known.get(slot) ?? nobody, excludes, together });
  if (found === undefined) return [];
  if (found === 'undecided') return [undecided];
  return [
    unstaffableTasks(
      found.map((slot) => ({ task: tasks.find(({ id }) => id === slot.taskId)!, slot, people: known.get(slot) ?? nobody })),
    ),
  ];
}

/** One person for each: who is responsible, who signs besides, whose agreement is required. */
function slotsOf(task: UserTask): Slot[] {
  const { id: taskId, candidateGroups, joint, consulted } = task;
  const literal = candidateGroups.every(({ language }) => language === 'literal');
  const responsible = candidateGroups.map(({ source }) => source).filter((role) => registry.has(role));
  const others = consulted.filter(({ required }) => required).map(({ role }) => role);
  return [
    ...(literal && responsible.length > 0 ? [{ taskId, roles: responsible, signs: joint.length > 0 }] : []),
    ...joint.filter((role) => registry.has(role)).map((role) => ({ taskId, roles: [role], signs: true })),
    ...others.filter((role) => registry.has(role)).map((role) => ({ taskId, roles: [role], signs: false })),
  ];
}

const nameOf = (role: string): string => roleNames[role as RoleKey]?.en ?? role;
const taskName = ({ id, name }: UserTask): string => `“${name ?? id}”`;

const unfilledRole = (task: UserTask, roles: readonly string[]): Problem => ({
  severity: 'error',
  rule: 'role-unfilled',
  message: `Nobody holds the role ${roles.map(nameOf).join(' or ')}, which ${taskName(task)} needs.`,
  advice: 'Give the role to somebody, or name another role.',
  ...placeOf(task),
});

interface Part {
  readonly task: UserTask;
  readonly slot: Slot;
  readonly people: ReadonlySet<string>;
}

function unstaffableTasks(parts: readonly Part[]): Problem {
  const told = parts.map(({ task, slot, people }) => {
    const names = [...people].sort();
    const who =
      names.length === 0 ? 'nobody' : names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
    return `${taskName(task)} as ${slot.roles.map(nameOf).join(' or ')} (${who})`;
  });
  const [{ task }] = parts as [Part];
  return {
    severity: 'error',
    rule: 'unstaffable',
    message: `No set of the people in office may do all of this in one case: ${told.join('; ')}. Their roles exclude each other.`,
    advice: 'Give one of the roles to somebody who holds none of the others.',
    ...placeOf(task),
  };
}

/** Where in the model itself: of a task of a called process, the call. */
const placeOf = ({ id, line }: UserTask): Pick<Problem, 'elementId' | 'line'> => ({
  elementId: ownElement(id),
  ...(line !== undefined && !isCalled(id) && { line }),
});

const undecided: Problem = {
  severity: 'warning',
  rule: 'staffing-undecided',
  message: 'The model is too large to say whether the people in office can do all of its work without a conflict of roles.',
};
