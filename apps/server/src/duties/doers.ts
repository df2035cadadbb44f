import { Injectable } from '@nestjs/common';
import { roleKeys } from '@gaita/contracts';
import type { Actor, ActorRole } from '../identity/index.ts';
import { countsIn, People, personTable } from '../identity/index.ts';
import type { Guard } from '../platform/write-plan.ts';

/** Somebody who does a piece of work, or is to get it. */
export interface Doer {
  readonly account: string;
  readonly roles: readonly ActorRole[];
  /** Who is away and has their roles and tasks with them. */
  readonly absent: readonly string[];
  /** On what a plan relies that judged them by their roles. */
  readonly guards: readonly Guard[];
}

/** What duties need to know of a task; rows of `task` fit. */
export interface DutyTask {
  readonly id: string;
  readonly taskId: string;
  readonly institution: string;
  readonly unit?: string | null;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly elementId: string;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly assignee: string | null;
}

const registry: ReadonlySet<string> = new Set(roleKeys);

/** Roles as which work on the task counts: all that it names, whichever of them its doer holds. */
export const rolesOfTask = ({ candidateGroups }: Pick<DutyTask, 'candidateGroups'>): string[] =>
  candidateGroups.filter((group) => registry.has(group));

/** People as duties see them. */
@Injectable()
export class Doers {
  constructor(private readonly people: People) {}

  /** Undefined: nobody has the account. */
  async of(actor: Actor, account: string): Promise<Doer | undefined> {
    return account === actor.account ? doerOf(actor) : this.byAccount(account);
  }

  async byAccount(account: string): Promise<Doer | undefined> {
    const person = await this.people.byAccount(account);
    return person && doerOf(await this.people.actorOf(person, 'basic'));
  }
}

export const doerOf = ({ account, roles, standsInFor, personId, revision }: Actor): Doer => ({
  account,
  roles,
  absent: standsInFor.map((each) => each.account),
  guards:
    personId === undefined || revision === undefined
      ? []
      : [{ table: personTable, id: personId, revision, mode: 'rely' as const }],
});

/**
 * For whom the work would count, each way in which the doer may do it: for themselves where they hold a role of the task or were given
 * it by name; for the absent person as well whose task it is, or through whom alone they hold a role of it.
 */
export function capacities({ account, roles, absent }: Doer, task: DutyTask): readonly (readonly string[])[] {
  if (task.assignee !== null && absent.includes(task.assignee)) return [[account, task.assignee]];
  if (task.candidateUsers.includes(account)) return [[account]];
  const held = roles.filter(
    (each) => each.institution === task.institution && task.candidateGroups.includes(each.role) && countsIn(each, task.unit),
  );
  const lenders = [...new Set(held.flatMap(({ standsInFor }) => standsInFor ?? []))];
  const byThemselves = held.length === 0 || held.some(({ standsInFor }) => standsInFor === undefined);
  return byThemselves ? [[account]] : lenders.map((other) => [account, other]);
}
