import { Injectable } from '@nestjs/common';
import type { DutyConflict, Rejection } from '@gaita/contracts';
import { isRejection } from '@gaita/contracts';
import type { Actor } from '../identity/index.ts';
import type { DutyTask } from './doers.ts';
import { doerOf } from './doers.ts';
import type { DutyPlan } from './duty-plan.ts';
import { ExplainConflict } from './explain-conflict.ts';
import { JudgeTasks } from './judge-tasks.ts';
import type { RoleAct } from './plan-role-act.ts';
import { PlanRoleAct } from './plan-role-act.ts';
import type { TaskAct } from './plan-task-act.ts';
import { PlanTaskAct } from './plan-task-act.ts';

export type DutyAct = TaskAct | RoleAct;

/** Nobody decides on what they prepared themselves: the one place that says who may not do which work because of what they did. */
@Injectable()
export class Duties {
  constructor(
    private readonly taskActs: PlanTaskAct,
    private readonly roleActs: PlanRoleAct,
    private readonly judge: JudgeTasks,
    private readonly explain: ExplainConflict,
  ) {}

  /**
   * Asked while a command is prepared; its guards and rows belong into the command's plan, else two commands at once both pass.
   * Rejections: `role-conflict`, `reason-needed` (details: `DutyRefusalDetails`), `not-found` (nobody has the account).
   */
  plan(actor: Actor, act: DutyAct): Promise<DutyPlan | Rejection> {
    return 'task' in act ? this.taskActs.run(actor, act) : this.roleActs.run(actor, act);
  }

  /** As `plan`, for who only wants to know. */
  async check(actor: Actor, act: DutyAct): Promise<Rejection | undefined> {
    const planned = await this.plan(actor, act);
    return isRejection(planned) ? planned : undefined;
  }

  /** What lies in the reader's way to tasks of a list, by `task.id`; about ten statements for the whole page. */
  async conflictsOf(actor: Actor, tasks: readonly DutyTask[]): Promise<ReadonlyMap<string, DutyConflict>> {
    const doer = doerOf(actor);
    const found = new Map<string, DutyConflict>();
    for (const { task, conflicts, accounts } of await this.judge.judge(doer, await this.judge.works(doer, tasks)))
      if (conflicts[0]) found.set(task.id, await this.explain.view(conflicts[0], actor.language, accounts[1]));
    return found;
  }
}
