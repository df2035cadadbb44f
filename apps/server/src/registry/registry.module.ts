import type { OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DutiesModule } from '../duties/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { ModelsModule } from '../models/index.ts';
import { ShowAlignment } from './alignment/show-alignment.ts';
import { NoticeSubjects, NotificationsModule } from '../notifications/index.ts';
import { AssignRole } from './assign-role.ts';
import { DemoRegistry } from './demo/seed-demo-registry.ts';
import { DescribeRoles } from './describe-roles.ts';
import { ManageAbsences } from './manage-absences.ts';
import { ManageCompetences } from './manage-competences.ts';
import { ManagePosts } from './manage-posts.ts';
import { ManageUnits } from './manage-units.ts';
import { ReadRegistry } from './registry-facts.ts';
import { RegistryTools } from './registry-tools.ts';
import { RegistryController } from './registry.controller.ts';
import { RoleUses } from './role-uses.ts';
import { RolesController } from './roles.controller.ts';
import { ServiceNames } from './service-names.ts';
import { ShowAbsences } from './show-absences.ts';
import { ShowRegistry } from './show-registry.ts';
import { ShowRole } from './show-role.ts';
import { SubstituteNotices } from './substitute-notices.ts';

/** Who holds which role, what a role is, who stands in for whom, and where roles are not aligned. */
@Module({
  imports: [IdentityModule, ModelsModule, DutiesModule, NotificationsModule],
  controllers: [RegistryController, RolesController],
  providers: [
    AssignRole,
    DemoRegistry,
    DescribeRoles,
    ManageAbsences,
    ManageCompetences,
    ManagePosts,
    ManageUnits,
    ReadRegistry,
    RegistryTools,
    RoleUses,
    ServiceNames,
    ShowAbsences,
    ShowAlignment,
    ShowRegistry,
    ShowRole,
    SubstituteNotices,
  ],
  exports: [DemoRegistry, ServiceNames],
})
export class RegistryModule implements OnModuleInit {
  constructor(
    private readonly subjects: NoticeSubjects,
    private readonly substitutes: SubstituteNotices,
  ) {}

  onModuleInit(): void {
    this.subjects.register(['substitute-begins'], (notice) => this.substitutes.look(notice));
  }
}
