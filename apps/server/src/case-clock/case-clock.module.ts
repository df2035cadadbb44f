import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { CaseSummaries, InstancesModule, RecordAppliers } from '../instances/index.ts';
import { ModelsModule } from '../models/index.ts';
import { NoticeSubjects, NotificationsModule } from '../notifications/index.ts';
import { Repeat } from '../platform/repeat.ts';
import { CaseClockController } from './case-clock.controller.ts';
import { CaseClocks } from './case-clocks.ts';
import { ChangeClock } from './change-clock.ts';
import { ClockNotices } from './clock-notices.ts';
import { ClockOverseers } from './clock-overseers.ts';
import { ServicesOfCases } from './services-of-cases.ts';
import { undoEntries } from './undo-entries.ts';
import { ViewClock } from './view-clock.ts';
import { clockObserver } from './watch-records.ts';

/** Milliseconds between rounds: a part of a term that has passed is told of at most this much later. */
const sweepEvery = 5_000;

/** The legal clock of each case: counted by the rule set valid on receipt, stopped, extended, told of. */
@Module({
  imports: [IdentityModule, ModelsModule, InstancesModule, NotificationsModule],
  controllers: [CaseClockController],
  providers: [CaseClocks, ChangeClock, ClockNotices, ClockOverseers, ServicesOfCases, ViewClock],
  exports: [CaseClocks, ServicesOfCases, ViewClock],
})
export class CaseClockModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly repeat: Repeat;

  constructor(
    private readonly appliers: RecordAppliers,
    private readonly subjects: NoticeSubjects,
    private readonly clocks: CaseClocks,
    private readonly notices: ClockNotices,
    private readonly summaries: CaseSummaries,
    private readonly views: ViewClock,
  ) {
    this.repeat = new Repeat('the sweep of case clocks', sweepEvery, () => this.clocks.sweep());
  }

  onModuleInit(): void {
    this.appliers.observe(
      clockObserver((rootId) => void this.clocks.recount(rootId)),
      [undoEntries((entryId) => void this.clocks.recountWithout(entryId))],
    );
    this.summaries.register(async (ids) => {
      const clocks = await this.views.ofInstances(ids);
      return new Map([...clocks].map(([id, clock]) => [id, { clock }]));
    });
    this.subjects.register(['case-clock'], (notice) => this.notices.look(notice));
  }

  onApplicationBootstrap(): void {
    this.repeat.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.repeat.stop();
  }
}
