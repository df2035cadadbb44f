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
import { CompleteFirst } from './complete-first.ts';
import { CompleteTask } from './complete-task.ts';
import { FindTask } from './find-task.ts';
import { AskHandover } from './hands/ask-handover.ts';
import { DelegateTask } from './hands/delegate-task.ts';
import { FindColleagues } from './hands/find-colleagues.ts';
import { GiveTask } from './hands/give-task.ts';
import { PassOnTask } from './hands/pass-on-task.ts';
import { PlanWork } from './hands/plan-work.ts';
import { ResolveTask } from './hands/resolve-task.ts';
import { HeldTasks } from './held-tasks.ts';
import { ListTasks } from './list-tasks.ts';
import { NoteOpened } from './note-opened.ts';
import { AskOpinion } from './opinions/ask-opinion.ts';
import { EndWithdrawnOpinions } from './opinions/end-withdrawn-opinions.ts';
import { ShowOpinions } from './opinions/show-opinions.ts';
import { ShowCaseActs } from './show-case-acts.ts';
import { ShowTask } from './show-task.ts';
import { ShowTasks } from './show-tasks.ts';
import { TaskNames } from './task-names.ts';
import { CheckTakeBack } from './take-back/check-take-back.ts';
import { TakeBackTask } from './take-back/take-back-task.ts';
import { taskUndo } from './take-back/undo-tasks.ts';
import { TaskContent } from './task-content.ts';
import { TaskHandsController } from './task-hands.controller.ts';
import { taskNoticeKinds, TaskNotices } from './task-notices.ts';
import { TaskOutcomesController } from './task-outcomes.controller.ts';
import { TasksController } from './tasks.controller.ts';
import { UnclaimTask } from './unclaim-task.ts';

/** Work for people: lists, claiming, completing, joint signatures. */
@Module({
  imports: [IdentityModule, ModelsModule, InstancesModule, NotificationsModule, CaseClockModule, DutiesModule],
  controllers: [TasksController, TaskHandsController, TaskOutcomesController],
  providers: [
    AroundTasks,
    CaseDues,
    HeldTasks,
    FindTask,
    ListTasks,
    ShowTasks,
    ShowTask,
    TaskContent,
    NoteOpened,
    ClaimTask,
    UnclaimTask,
    AssignTask,
    CompleteFirst,
    CompleteTask,
    CheckTaskForm,
    TaskNotices,
    FindColleagues,
    GiveTask,
    PassOnTask,
    DelegateTask,
    ResolveTask,
    AskHandover,
    PlanWork,
    AskOpinion,
    ShowCaseActs,
    ShowOpinions,
    EndWithdrawnOpinions,
    CheckTakeBack,
    TakeBackTask,
    TaskNames,
  ],
  exports: [
    CaseDues,
    FindTask,
    ListTasks,
    ShowTasks,
    ClaimTask,
    UnclaimTask,
    AssignTask,
    CompleteTask,
    PassOnTask,
    DelegateTask,
    ResolveTask,
    PlanWork,
    TakeBackTask,
    TaskNames,
  ],
})
export class TasksModule implements OnModuleInit {
  constructor(
    private readonly appliers: RecordAppliers,
    private readonly subjects: NoticeSubjects,
    private readonly notices: TaskNotices,
    private readonly duties: DutySources,
    private readonly held: HeldTasks,
    private readonly opinions: EndWithdrawnOpinions,
  ) {}

  onModuleInit(): void {
    const withdrawn = (instanceId: string) => this.opinions.noteWithdrawn(instanceId);
    this.appliers.register(taskApplier(withdrawn), taskUndo);
    this.subjects.register(taskNoticeKinds, (notice) => this.notices.look(notice));
    this.duties.register({
      heldTasks: (accounts, roles) => this.held.of(accounts, roles),
      blockedTasks: (asked) => this.held.blocked(asked),
      rolesOfTask: (id) => this.held.rolesOf(id),
    });
  }
}
