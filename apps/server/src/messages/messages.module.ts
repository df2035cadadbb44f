import { DutiesModule, DutySources } from '../duties/index.ts';
import { IdentityModule } from '../identity/index.ts';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { Deliveries, InstancesModule, RecordAppliers } from '../instances/index.ts';
import { DefinitionListeners, ModelsModule } from '../models/index.ts';
import { Repeat } from '../platform/repeat.ts';
import { messageApplier } from './apply-message-records.ts';
import { ConditionsController } from './conditions.controller.ts';
import { ConsumeDelivery } from './consume-delivery.ts';
import { CorrelateMessage } from './correlate-message.ts';
import { DeliverCall } from './deliver-call.ts';
import { DeliverMessage } from './deliver-message.ts';
import { DeliverSignal } from './deliver-signal.ts';
import { Deliver } from './deliver.ts';
import { DrainDeliveries } from './drain-deliveries.ts';
import { EvaluateConditions } from './evaluate-conditions.ts';
import { FindReceivers } from './find-receivers.ts';
import { GiveMessage } from './give-message.ts';
import { MessagesController } from './messages.controller.ts';
import { MatchInstance } from './match-instance.ts';
import { NoteMessage } from './note-message.ts';
import { Partners } from './partners.ts';
import { PublishStartSubscriptions } from './publish-start-subscriptions.ts';
import { SweepDeliveries } from './sweep-deliveries.ts';
import { ThrowSignal } from './throw-signal.ts';
import { messageUndo } from './undo-messages.ts';

/** What no drain delivered is taken up after at most this many milliseconds. */
const sweepEvery = 2_000;
/** Who talked to whom is kept for so long, milliseconds, after both have ended, at the most. */
const forgetEvery = 600_000;

/** What instances do to each other and what reaches them from outside: messages, signals, calls. */
@Module({
  imports: [IdentityModule, InstancesModule, DutiesModule, ModelsModule],
  controllers: [MessagesController, ConditionsController],
  providers: [
    ConsumeDelivery,
    CorrelateMessage,
    Deliver,
    DeliverCall,
    DeliverMessage,
    DeliverSignal,
    DrainDeliveries,
    EvaluateConditions,
    FindReceivers,
    GiveMessage,
    MatchInstance,
    NoteMessage,
    Partners,
    PublishStartSubscriptions,
    SweepDeliveries,
    ThrowSignal,
  ],
  exports: [CorrelateMessage, EvaluateConditions, ThrowSignal, SweepDeliveries],
})
export class MessagesModule implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly repeat: Repeat;
  private readonly forget: Repeat;

  constructor(
    private readonly appliers: RecordAppliers,
    private readonly deliveries: Deliveries,
    private readonly listeners: DefinitionListeners,
    private readonly drain: DrainDeliveries,
    private readonly sweep: SweepDeliveries,
    private readonly starts: PublishStartSubscriptions,
    private readonly partners: Partners,
    private readonly duties: DutySources,
  ) {
    this.repeat = new Repeat('the sweep of deliveries', sweepEvery, () => this.sweep.run());
    this.forget = new Repeat('the sweep of partners', forgetEvery, () => partners.forget());
  }

  onModuleInit(): void {
    const subscribed = (name: string) => void this.sweep.wake(name);
    this.appliers.register(messageApplier(subscribed), messageUndo(subscribed));
    this.duties.register({ partnersOf: (ids) => this.partners.ofEach(ids) });
    this.deliveries.register((ids) => this.drain.run(ids));
    this.listeners.register(async (published) => {
      const names = await this.starts.run(published);
      published.afterCommit(() => names.forEach((name) => void this.sweep.wake(name)));
    });
  }

  onApplicationBootstrap(): void {
    this.repeat.start();
    this.forget.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.forget.stop();
    await this.repeat.stop();
  }
}
