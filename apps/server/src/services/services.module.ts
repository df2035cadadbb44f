import type { OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { CaseClockModule, ServicesOfCases } from '../case-clock/index.ts';
import { DutiesModule, DutySources } from '../duties/index.ts';
import { IdentityModule } from '../identity/index.ts';
import { JobHandlers, JobsModule } from '../jobs/index.ts';
import { CollectIndicators } from './collect-indicators.ts';
import { InstancesModule } from '../instances/index.ts';
import { NotificationsModule } from '../notifications/index.ts';
import { RegistryModule } from '../registry/index.ts';
import { NameServices } from './name-services.ts';
import { Notices } from './notices.ts';
import { NotifyPeople } from './notify-people.ts';
import { ServiceRegistry } from './registry.ts';
import { SendMail } from './send-mail.ts';
import { OpenServiceIntake } from './service-intake.ts';
import { ServiceManagers } from './service-managers.ts';
import { EnterServiceStage } from './service-stage.ts';

/** The registry of services, and what processes do by the built-in topics. */
@Module({
  imports: [IdentityModule, CaseClockModule, DutiesModule, InstancesModule, JobsModule, NotificationsModule, RegistryModule],
  providers: [
    ServiceRegistry,
    ServiceManagers,
    NameServices,
    Notices,
    SendMail,
    NotifyPeople,
    EnterServiceStage,
    OpenServiceIntake,
    CollectIndicators,
  ],
  exports: [ServiceRegistry],
})
export class ServicesModule implements OnModuleInit {
  constructor(
    private readonly handlers: JobHandlers,
    private readonly mail: SendMail,
    private readonly notify: NotifyPeople,
    private readonly stage: EnterServiceStage,
    private readonly intake: OpenServiceIntake,
    private readonly indicators: CollectIndicators,
    private readonly registry: ServiceRegistry,
    private readonly duties: DutySources,
    private readonly cases: ServicesOfCases,
  ) {}

  onModuleInit(): void {
    this.duties.register({ services: (institution) => this.registry.of(institution) });
    this.cases.register((institution) => this.registry.of(institution));
    this.handlers.register('gaita.mail', (work) => this.mail.run(work));
    this.handlers.register('gaita.notify', (work) => this.notify.run(work));
    this.handlers.register('gaita.service-stage', (work) => this.stage.run(work));
    this.handlers.register('gaita.intake', (work) => this.intake.run(work));
    this.handlers.register('gaita.indicators', (work) => this.indicators.run(work));
  }
}
