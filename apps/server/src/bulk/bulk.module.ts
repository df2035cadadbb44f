import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { TasksModule } from '../tasks/index.ts';
import { BulkController } from './bulk.controller.ts';
import { DoBulkItem } from './do-bulk-item.ts';
import { RetryBulk } from './retry-bulk.ts';
import { RunBulk } from './run-bulk.ts';
import { ShowBulk } from './show-bulk.ts';
import { StartBulk } from './start-bulk.ts';
import { SweepBulk } from './sweep-bulk.ts';

/** One thing done to many tasks, in the background, with what became of each. */
@Module({
  imports: [IdentityModule, TasksModule],
  controllers: [BulkController],
  providers: [StartBulk, RunBulk, DoBulkItem, ShowBulk, RetryBulk, SweepBulk],
  exports: [RunBulk],
})
export class BulkModule {}
