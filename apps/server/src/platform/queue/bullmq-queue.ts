import { Logger } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import { reach } from '../fail-points.ts';
import { WakeHandlers } from './wake-handlers.ts';
import type { OnDue } from './wake-queue.ts';
import { concurrency, defaultHorizon, WakeQueue } from './wake-queue.ts';

interface Wake {
  readonly name: string;
  readonly id: string;
  readonly dueAt: number;
}

const queueName = 'gaita';
/** What waits to be sent to Redis; beyond it the oldest is dropped, as the sweep finds it too. */
const largestBuffer = 20_000;
const sentAtOnce = 200;
const pauseAfterFailure = 250;

/**
 * Wake-ups over Redis, so that any replica may take one. A request only puts into the buffer here; while Redis is away it
 * waits there. A job's id holds its time: scheduling the same again is ignored by BullMQ, another time is another job.
 */
export class BullmqQueue extends WakeQueue {
  readonly horizon: number;
  private readonly url: string;
  private readonly prefix: string;
  private readonly clock: Clock;
  private readonly handlers = new WakeHandlers();
  private readonly log = new Logger('queue');
  private readonly buffer = new Map<string, Wake>();
  private queue: Queue | undefined;
  private worker: Worker | undefined;
  private connections: Redis[] = [];
  private sending: Promise<void> | undefined;
  private stopped = false;
  private troubled = false;

  /** @param prefix keeps several deployments on one Redis apart */
  constructor(url: string, clock: Clock, prefix = 'gaita', horizon = defaultHorizon) {
    super();
    this.url = url;
    this.clock = clock;
    this.prefix = prefix;
    this.horizon = horizon;
  }

  get isBusy(): boolean {
    return this.handlers.atWork >= concurrency;
  }

  schedule(name: string, id: string, dueAt: number): void {
    if (this.stopped || dueAt > this.clock.now() + this.horizon) return;
    const key = jobId({ name, id, dueAt });
    this.buffer.delete(key);
    this.buffer.set(key, { name, id, dueAt });
    const oldest = this.buffer.size > largestBuffer ? this.buffer.keys().next().value : undefined;
    if (oldest !== undefined) this.buffer.delete(oldest);
    this.send();
  }

  cancel(name: string, id: string): void {
    for (const [key, wake] of this.buffer) if (wake.name === name && wake.id === id) this.buffer.delete(key);
  }

  onDue(name: string, handler: OnDue): void {
    this.handlers.add(name, handler);
  }

  /** Comes back at once: Redis may be away and is connected to as soon as it is there. */
  async start(): Promise<void> {
    const sender = this.connect();
    sender.on('ready', () => (this.troubled = false));
    this.queue = new Queue(queueName, { connection: sender, prefix: this.prefix });
    this.queue.on('error', (error) => this.trouble(error));
    this.worker = new Worker(queueName, (job) => this.handlers.call(job.name, (job.data as Wake).id), {
      connection: this.connect(),
      prefix: this.prefix,
      concurrency,
      // a killed replica's jobs come back within seconds; should Redis lose them, the sweep does it
      lockDuration: 10_000,
      stalledInterval: 5_000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.worker.on('error', (error) => this.trouble(error));
    this.worker.on('completed', () => reach('wake-acknowledged'));
    this.send();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const online = this.connections.every((connection) => connection.status === 'ready');
    const lost = online
      ? new Promise<unknown>((resolve) => this.connections.forEach((connection) => connection.once('close', resolve)))
      : Promise.resolve();
    void lost.then(() => this.disconnect());
    await (online ? Promise.race([this.closeWorker(false), lost]) : this.closeWorker(true));
    await this.handlers.settled();
    // what waits for a Redis that is away waits for ever: a connection that is ended while it reconnects refuses nothing
    await Promise.race([this.sending, lost]);
    await Promise.race([this.queue?.close().catch(ignored), lost]);
    this.disconnect();
  }

  private async closeWorker(force: boolean): Promise<void> {
    await this.worker?.close(force).catch(ignored);
  }

  private send(): void {
    if (!this.queue || this.sending || this.stopped) return;
    this.sending = this.empty(this.queue).finally(() => {
      this.sending = undefined;
      // What came between the last look and this moment must not lie there until the next comes.
      if (this.buffer.size > 0) this.send();
    });
  }

  private async empty(queue: Queue): Promise<void> {
    while (this.buffer.size > 0 && !this.stopped) {
      const batch = [...this.buffer].slice(0, sentAtOnce);
      try {
        const now = this.clock.now();
        reach('wakes-sending');
        await queue.addBulk(
          batch.map(([key, wake]) => ({
            name: wake.name,
            data: wake,
            opts: { jobId: key, delay: Math.max(0, wake.dueAt - now), removeOnComplete: true, removeOnFail: true },
          })),
        );
        reach('wakes-sent');
        for (const [key, wake] of batch) if (this.buffer.get(key) === wake) this.buffer.delete(key);
      } catch (error) {
        this.trouble(error);
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFailure).unref());
      }
    }
  }

  /** Commands wait while Redis is away; BullMQ wants it so for workers, and the sender is one loop that may wait. */
  private connect(): Redis {
    const retryStrategy = (times: number) => (this.stopped ? null : Math.min(50 * 2 ** times, 2_000));
    const connection = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy });
    connection.on('error', (error) => this.trouble(error));
    this.connections.push(connection);
    return connection;
  }

  private disconnect(): void {
    for (const connection of this.connections) connection.disconnect();
  }

  /** Said once until Redis is back: what fails here fails many times a second. */
  private trouble(error: unknown): void {
    if (this.troubled || this.stopped) return;
    this.troubled = true;
    this.log.warn({ message: 'Redis does not answer: timers are found by the sweep until it does', error: String(error) });
  }
}

const ignored = () => {};

const jobId = ({ name, id, dueAt }: Wake): string => `${name}-${id.replaceAll(':', '_')}-${dueAt.toString(36)}`;
