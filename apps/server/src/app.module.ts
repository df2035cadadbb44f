import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DocumentsModule } from './documents/index.ts';
import { AuditModule } from './audit/index.ts';
import { DutiesModule } from './duties/index.ts';
import { CaseClockModule } from './case-clock/index.ts';
import { BulkModule } from './bulk/index.ts';
import { EngineRestModule } from './engine-rest/index.ts';
import { IdentityModule } from './identity/index.ts';
import { InstancesModule } from './instances/index.ts';
import { JobsModule } from './jobs/index.ts';
import { LiveModule } from './live/index.ts';
import { MessagesModule } from './messages/index.ts';
import { migrations } from './migrations/index.ts';
import { ModelsModule } from './models/index.ts';
import { NotificationsModule } from './notifications/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { MigrationClass } from './platform/database/migrate.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { PrivacyModule } from './privacy/index.ts';
import { tables } from './schema.ts';
import { RegistryModule } from './registry/index.ts';
import { ScriptsModule } from './scripts/index.ts';
import { ServicesModule } from './services/index.ts';
import { TasksModule } from './tasks/index.ts';
import { TimersModule } from './timers/index.ts';
import { ViewsModule } from './views/index.ts';
import { WaitsModule } from './waits/index.ts';

/** The server: the platform and every feature, floor by floor. */
@Module({})
export class AppModule {
  /**
   * @param clock instead of the database's time, for scenarios and tests
   * @param list of another release, for tests
   */
  static with(config: Config, clock?: Clock, list: readonly MigrationClass[] = migrations): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with({ config, migrations: list, ...(clock && { clock }) }),
        AuditModule,
        IdentityModule,
        NotificationsModule,
        ModelsModule,
        InstancesModule,
        DutiesModule,
        CaseClockModule,
        TasksModule,
        TimersModule,
        JobsModule,
        MessagesModule,
        DocumentsModule,
        PrivacyModule.with(tables),
        RegistryModule,
        ScriptsModule,
        ServicesModule,
        WaitsModule,
        LiveModule,
        BulkModule,
        ViewsModule,
        EngineRestModule,
      ],
    };
  }
}
