import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { InstancesModule } from '../instances/index.ts';
import { ModelsModule } from '../models/index.ts';
import { ChangePairs } from './change-pairs.ts';
import { CollectFacts } from './collect-facts.ts';
import { Doers } from './doers.ts';
import { DutiesController } from './duties.controller.ts';
import { Duties } from './duties.ts';
import { DutyActs } from './duty-acts.ts';
import { ExplainConflict } from './explain-conflict.ts';
import { HoldersOfRoles } from './holders-of-roles.ts';
import { JudgeGroups } from './judge-group-roles.ts';
import { JudgeRoles } from './judge-roles.ts';
import { JudgeTasks } from './judge-tasks.ts';
import { DutyNotes } from './notes.ts';
import { DutyPairs } from './pairs.ts';
import { PlanRoleAct } from './plan-role-act.ts';
import { PlanTaskAct } from './plan-task-act.ts';
import { ReadCases } from './read-cases.ts';
import { ScreenAssignees } from './screen-assignees.ts';
import { ShowDuties } from './show-duties.ts';
import { DutySources } from './sources.ts';
import { CheckStaffing } from './staffing/check-staffing.ts';
import { Stands } from './stands.ts';

/** Segregation of duties: who may not do what, because of what they did or hold. */
@Module({
  imports: [IdentityModule, ModelsModule, InstancesModule],
  controllers: [DutiesController],
  providers: [
    ChangePairs,
    CheckStaffing,
    CollectFacts,
    Doers,
    Duties,
    DutyActs,
    DutyNotes,
    DutyPairs,
    DutySources,
    ExplainConflict,
    HoldersOfRoles,
    JudgeGroups,
    JudgeRoles,
    JudgeTasks,
    PlanRoleAct,
    PlanTaskAct,
    ReadCases,
    ScreenAssignees,
    ShowDuties,
    Stands,
  ],
  exports: [Duties, DutyPairs, DutySources],
})
export class DutiesModule {}
