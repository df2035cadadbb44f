import type { OnModuleInit } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { RecordOf } from '@gaita/contracts';
import type { StepRecords } from '../instances/index.ts';
import { ResolvePeople } from '../instances/index.ts';
import type { DutyTask } from './doers.ts';
import { Doers, rolesOfTask } from './doers.ts';
import type { Fact } from './facts.ts';
import { JudgeTasks } from './judge-tasks.ts';
import { DutySources } from './sources.ts';

/** A model may name an assignee, by an expression even who started the case: not one who may not do the task. */
@Injectable()
export class ScreenAssignees implements OnModuleInit {
  constructor(
    private readonly people: ResolvePeople,
    private readonly doers: Doers,
    private readonly judge: JudgeTasks,
    private readonly sources: DutySources,
  ) {}

  onModuleInit(): void {
    this.people.screenBy((step) => this.run(step));
  }

  /** Ids of the tasks to which somebody else must be found: what the same step completes or opens besides counts, too. */
  async run(step: StepRecords): Promise<ReadonlySet<string>> {
    const refused = new Set<string>();
    const pending = await this.completed(step);
    for (const record of step.records) {
      if (record.kind !== 'taskCreated' || record.assignee === undefined) continue;
      const task = taskOf(step, record, record.assignee);
      const doer = rolesOfTask(task).length === 0 ? undefined : await this.doers.byAccount(record.assignee);
      if (!doer) continue;
      // as if it were to be taken: nobody holds it yet
      const works = await this.judge.works(doer, [{ ...task, assignee: null }], [step.instance]);
      const [judged] = await this.judge.judge(doer, works, pending);
      if (judged?.conflicts[0]?.pair.level === 'hard') refused.add(record.taskId);
      else pending.push(...factsOf(step, task, record.assignee, rolesOfTask(task), 'holds-task'));
    }
    return refused;
  }

  private async completed(step: StepRecords): Promise<Fact[]> {
    const done = step.records.filter((record) => record.kind === 'taskCompleted');
    const facts = await Promise.all(
      done.map(async ({ taskId }) => {
        const roles = await this.sources.rolesOfTask(taskId);
        return factsOf(step, { taskId, elementId: taskId }, step.actor, roles, 'acted');
      }),
    );
    return facts.flat();
  }
}

const taskOf = ({ instance }: StepRecords, record: RecordOf<'taskCreated'>, assignee: string): DutyTask => ({
  id: record.taskId,
  taskId: record.taskId,
  institution: instance.institution,
  instanceId: instance.id,
  definitionId: instance.definitionId,
  elementId: record.elementId,
  candidateUsers: record.candidateUsers,
  candidateGroups: record.candidateGroups,
  assignee,
});

function factsOf(
  { instance, now }: StepRecords,
  { taskId, elementId }: Pick<DutyTask, 'taskId' | 'elementId'>,
  account: string,
  roles: readonly string[],
  why: 'acted' | 'holds-task',
): Fact[] {
  const { id: instanceId, institution, rootInstanceId, businessKey, definitionId } = instance;
  return roles.map((role) => ({
    why,
    account,
    role,
    institution,
    rootInstanceId,
    businessKey,
    serviceKey: null,
    instanceId,
    definitionId,
    elementId,
    taskId,
    at: now,
  }));
}
