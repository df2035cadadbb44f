import type { Clock } from '../clock.ts';
import { DueHeap } from './due-heap.ts';
import { WakeHandlers } from './wake-handlers.ts';
import type { OnDue } from './wake-queue.ts';
import { concurrency, defaultHorizon, WakeQueue } from './wake-queue.ts';

interface Wake {
  readonly key: string;
  readonly name: string;
  readonly id: string;
  readonly dueAt: number;
}

/** Without Redis: a heap in memory and one timer for its top. Empty after a start, as the sweep fills it. */
export class EmbeddedQueue extends WakeQueue {
  readonly horizon: number;
  private readonly clock: Clock;
  private readonly handlers = new WakeHandlers();
  private readonly heap = new DueHeap<Wake>();
  /** What counts of each key; a heap entry that is not the one here was moved or cancelled. */
  private readonly current = new Map<string, Wake>();
  private started = false;
  private disarm: (() => void) | undefined;
  private armedFor = Infinity;

  constructor(clock: Clock, horizon = defaultHorizon) {
    super();
    this.clock = clock;
    this.horizon = horizon;
  }

  get isBusy(): boolean {
    return this.handlers.atWork >= concurrency;
  }

  schedule(name: string, id: string, dueAt: number): void {
    const key = `${name} ${id}`;
    if (dueAt > this.clock.now() + this.horizon) {
      this.current.delete(key);
      return;
    }
    const wake = { key, name, id, dueAt };
    this.current.set(key, wake);
    this.heap.push(wake);
    this.arm();
  }

  cancel(name: string, id: string): void {
    this.current.delete(`${name} ${id}`);
  }

  onDue(name: string, handler: OnDue): void {
    this.handlers.add(name, handler);
  }

  async start(): Promise<void> {
    this.started = true;
    this.arm();
  }

  async stop(): Promise<void> {
    this.started = false;
    this.rest();
    await this.handlers.settled();
  }

  private arm(): void {
    const next = this.next();
    if (!this.started || !next || this.handlers.atWork >= concurrency || next.dueAt >= this.armedFor) return;
    this.rest();
    this.armedFor = next.dueAt;
    this.disarm = this.clock.wakeAt(next.dueAt, () => {
      this.rest();
      this.fire();
    });
  }

  private rest(): void {
    this.disarm?.();
    this.disarm = undefined;
    this.armedFor = Infinity;
  }

  private fire(): void {
    const now = this.clock.now();
    for (
      let wake = this.next();
      wake && this.started && wake.dueAt <= now && this.handlers.atWork < concurrency;
      wake = this.next()
    ) {
      this.heap.pop();
      this.current.delete(wake.key);
      void this.handlers.call(wake.name, wake.id).then(() => this.arm());
    }
    this.arm();
  }

  /** The earliest that still counts. */
  private next(): Wake | undefined {
    for (let top = this.heap.peek(); top; top = this.heap.peek()) {
      if (this.current.get(top.key) === top) return top;
      this.heap.pop();
    }
    return undefined;
  }
}
