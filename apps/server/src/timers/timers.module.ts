import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.ts';
import { InstancesModule, RecordAppliers } from '../instances/index.ts';
import { DefinitionListeners, ModelsModule } from '../models/index.ts';
import { WakeQueue } from '../platform/queue/wake-queue.ts';
import { timerApplier } from './apply-timer-records.ts';
import { FireStartTimer } from './fire-start-timer.ts';
import { FireTimer } from './fire-timer.ts';
import { PublishStartTimers } from './publish-start-timers.ts';
import { SweepDueTimers } from './sweep-due-timers.ts';
import { TimerWatch } from './timer-watch.ts';
import { WakeTimers } from './wake-timers.ts';
import { timerUndo } from './undo-timers.ts';
import { startTimerWake, timerWake } from './wakes.ts';

/** Timers of instances and of definitions: rows are the truth, the queue wakes, the sweep finds the rest. */
@Module({
  imports: [IdentityModule, ModelsModule, InstancesModule],
  providers: [FireTimer, FireStartTimer, PublishStartTimers, SweepDueTimers, TimerWatch, WakeTimers],
  exports: [FireTimer, FireStartTimer, SweepDueTimers],
})
export class TimersModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly appliers: RecordAppliers,
    private readonly listeners: DefinitionListeners,
    private readonly queue: WakeQueue,
    private readonly starts: PublishStartTimers,
    private readonly watch: TimerWatch,
  ) {}

  onModuleInit(): void {
    this.appliers.register(timerApplier(this.queue), timerUndo(this.queue));
    this.listeners.register((published) => this.starts.run(published));
    this.queue.onDue(timerWake, (id) => this.watch.wake(timerWake, id));
    this.queue.onDue(startTimerWake, (id) => this.watch.wake(startTimerWake, id));
  }

  onApplicationBootstrap(): void {
    this.watch.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.watch.stop();
  }
}
