import type { OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DutiesModule, DutySources } from '../duties/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { InstancesModule, RecordAppliers } from '../instances/index.ts';
import { ModelsModule } from '../models/index.ts';
import { NoticeSubjects, NotificationsModule } from '../notifications/index.ts';
import { taskApplier } from './apply-task-records.ts';
import { AroundTasks } from './around-tasks.ts';
import { AssignTask } from './assign-task.ts';
import { CaseClockModule } from '../case-clock/index.ts';
import { CaseDues } from './case-dues.ts';
import { CheckTaskForm } from './check-task-form.ts';
import { ClaimTask } from './claim-task.ts';
import { CompleteTask } from './complete-task.ts';
import { FindTask } from './find-task.ts';
import { HeldTasks } from './held-tasks.ts';
import { ListTasks } from './list-tasks.ts';
import { ShowTasks } from './show-tasks.ts';
import { taskNoticeKinds, TaskNotices } from './task-notices.ts';
import { TasksController } from './tasks.controller.ts';
import { UnclaimTask } from './unclaim-task.ts';

/** Work for people: lists, claiming, completing, joint signatures. */
@Module({
  imports: [IdentityModule, ModelsModule, InstancesModule, NotificationsModule, CaseClockModule, DutiesModule],
  controllers: [TasksController],
  providers: [
    AroundTasks,
    AssignTask,
    CaseDues,
    CheckTaskForm,
    ClaimTask,
    CompleteTask,
    FindTask,
    HeldTasks,
    ListTasks,
    ShowTasks,
    TaskNotices,
    UnclaimTask,
  ],
  exports: [FindTask, ListTasks, ShowTasks, ClaimTask, UnclaimTask, AssignTask, CompleteTask],
})
export class TasksModule implements OnModuleInit {
  constructor(
    private readonly appliers: RecordAppliers,
    private readonly subjects: NoticeSubjects,
    private readonly notices: TaskNotices,
    private readonly duties: DutySources,
    private readonly held: HeldTasks,
  ) {}

  onModuleInit(): void {
    this.appliers.register(taskApplier);
    this.subjects.register(taskNoticeKinds, (notice) => this.notices.look(notice));
    this.duties.register({
      heldTasks: (accounts, roles) => this.held.of(accounts, roles),
      rolesOfTask: (id) => this.held.rolesOf(id),
    });
  }
}
