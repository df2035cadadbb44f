import { Injectable } from '@nestjs/common';
import type { Rejection } from '@gaita/contracts';
import type { Snapshot, TriggerPlace } from '@gaita/engine';
import { Clock } from '../platform/clock.ts';
import type { Command } from '../platform/write-plan.ts';
import type { Decide, LoadedInstance, StartInput, Started } from './command-instance.ts';
import { Instances } from './command-instance.ts';
import { Deliveries } from './drain.ts';
import { InstanceQueue } from './instance-queue.ts';
import type { StoredInstance } from './load-instance.ts';
import { LoadInstance } from './load-instance.ts';
import { InstanceChanged } from './open-instance.ts';
import { StartInstance } from './start-instance.ts';

/** The port's implementation: after each commit the deliveries that it caused are drained before the answer. */
@Injectable()
export class DrainedInstances extends Instances {
  constructor(
    private readonly queue: InstanceQueue,
    private readonly starter: StartInstance,
    private readonly loader: LoadInstance,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async command<A>(command: Command, instanceId: string, decide: Decide<A>): Promise<A | Rejection> {
    const { answer, sent } = await this.queue.run(command, instanceId, decide);
    if (sent.length > 0) await this.deliveries.run(sent);
    return answer;
  }

  override commandOnly<A>(command: Command, instanceId: string, decide: Decide<A>) {
    return this.queue.run(command, instanceId, decide);
  }

  override async start(command: Command, input: StartInput): Promise<Started | Rejection> {
    const { answer, sent } = await this.starter.run(command, input);
    if (sent.length > 0) await this.deliveries.run(sent);
    return answer;
  }

  override startOnly(command: Command, input: StartInput) {
    return this.starter.run(command, input);
  }

  override async load(instanceId: string): Promise<LoadedInstance | undefined> {
    const stored = await this.loader.current(instanceId);
    if (stored?.snapshot.ended !== undefined) return undefined;
    if (!stored) return undefined;
    const { row, snapshot, definition } = stored;
    return { row, process: definition.process, snapshot, at: (place) => this.at(stored, place), now: this.clock.now() };
  }

  /** As it is now, when it has changed since it was loaded. */
  private async at(loaded: StoredInstance, place: TriggerPlace): Promise<Snapshot> {
    for (let stored: StoredInstance | undefined = loaded; ; stored = await this.loader.run(loaded.row.id, true)) {
      if (!stored) return loaded.snapshot;
      try {
        return await this.loader.open(stored).at(place);
      } catch (error) {
        if (!(error instanceof InstanceChanged)) throw error;
      }
    }
  }
}
