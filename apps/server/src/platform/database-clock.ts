import { Clock } from './clock.ts';

/** What tells the time: a database, or undefined where the machine's clock is the one that counts. */
export interface TimeSource {
  time(): Promise<number | undefined>;
}

const interval = 10_000;

/**
 * The database's time, so that replicas whose machines disagree still agree on what is due. Between measurements it runs
 * by the process's monotonic clock, which no correction of the machine's time moves.
 */
export class DatabaseClock extends Clock {
  private readonly source: TimeSource;
  private readonly monotonic: () => number;
  private offset: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(source: TimeSource, monotonic: () => number = () => performance.now()) {
    super();
    this.source = source;
    this.monotonic = monotonic;
  }

  now(): number {
    return this.offset === undefined ? Date.now() : Math.round(this.monotonic() + this.offset);
  }

  override async until(at: number): Promise<number> {
    return at - ((await this.source.time()) ?? this.now());
  }

  /** Measures now and every ten seconds. A failed measurement keeps the last offset: the next one comes. */
  async start(): Promise<void> {
    await this.measure();
    if (this.offset === undefined) return;
    this.timer = setInterval(() => void this.measure().catch(() => {}), interval);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** The answer is half a round trip old when it comes. */
  async measure(): Promise<void> {
    const before = this.monotonic();
    const time = await this.source.time();
    if (time !== undefined) this.offset = time - (before + this.monotonic()) / 2;
  }
}
