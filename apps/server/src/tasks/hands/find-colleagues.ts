import { Injectable } from '@nestjs/common';
import type { ColleagueView, Rejection } from '@gaita/contracts';
import { isRejection, rejected } from '@gaita/contracts';
import type { Actor } from '../../identity/index.ts';
import { isOfferedTo, namesNoRole, People, PeopleDirectory } from '../../identity/index.ts';
import { FindTask } from '../find-task.ts';
import type { TaskRow } from '../tables.ts';
import { refuseSecondSignature } from '../task-rights.ts';

/** Who may take over a task from whoever holds it. */
@Injectable()
export class FindColleagues {
  constructor(
    private readonly tasks: FindTask,
    private readonly people: People,
    private readonly directory: PeopleDirectory,
  ) {}

  /** People whom the task is offered to, by name, but for its holder. Rejections: those of `FindTask.open`. */
  async list(actor: Actor, taskId: string): Promise<{ items: ColleagueView[] } | Rejection> {
    const task = await this.tasks.open(actor, taskId);
    if (isRejection(task)) return task;
    const listed = await this.directory.list(actor, { institution: task.institution });
    const roles = new Set([...task.candidateGroups, ...(namesNoRole(task) ? ['administrator'] : [])]);
    const likely = listed.filter(
      ({ account, roles: held }) =>
        account !== task.assignee && (task.candidateUsers.includes(account) || held.some(({ role }) => roles.has(role))),
    );
    const able = await Promise.all(likely.map(({ account }) => this.able(task, account)));
    return {
      items: likely.flatMap(({ account, name }, index) => (isRejection(able[index]) ? [] : [{ account, name }])),
    };
  }

  /** The person as they may act, when the task may be given to them. Rejections: `not-found`, `not-allowed`, `already-signed`. */
  async able(task: TaskRow, account: string): Promise<Actor | Rejection> {
    const person = await this.people.byAccount(account);
    if (!person) return rejected('not-found', `Nobody has the account ${account}.`, { account });
    const colleague = await this.people.actorOf(person, 'basic');
    if (!isOfferedTo(colleague, task))
      return rejected(
        'not-allowed',
        `${account} may not do task ${task.taskId}: it is for ${task.candidateGroups.join(' or ')}.`,
        {
          account,
          candidateGroups: task.candidateGroups,
        },
      );
    return refuseSecondSignature(colleague, task) ?? colleague;
  }
}
