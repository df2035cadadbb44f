import { Clock } from './clock.ts';

/** What tells the time: a database, or undefined where the machine's clock is the one that counts. */
export interface TimeSource {
  time(): Promise<number | undefined>;
}

const interval = 10_000;
/** An answer that took longer, milliseconds, tells too little: it may be as old as it was long on its way. */
const longestWay = 500;
/** Measurements differ by milliseconds, the database's own clock is set back by more. */
const jitter = 1_000;

/**
 * The database's time, so that replicas whose machines disagree still agree on what is due. Between measurements it runs
 * by the process's monotonic clock, which no correction of the machine's time moves.
 */
export class DatabaseClock extends Clock {
  override readonly isDatabaseTime = true;
  private readonly source: TimeSource;
  private readonly monotonic: () => number;
  private offset: number | undefined;
  private latest = 0;
  private timer: NodeJS.Timeout | undefined;
  private asking: Promise<number | undefined> | undefined;

  constructor(source: TimeSource, monotonic: () => number = () => performance.now()) {
    super();
    this.source = source;
    this.monotonic = monotonic;
  }

  /** Stands still for a few milliseconds when a measurement was a little too high; it goes back only with the database. */
  now(): number {
    if (this.offset === undefined) return Date.now();
    const time = Math.round(this.monotonic() + this.offset);
    if (time > this.latest || time < this.latest - jitter) this.latest = time;
    return this.latest;
  }

  /** By the database and by this clock, which may be some milliseconds behind and writes down when it was. */
  override async until(at: number): Promise<number> {
    const time = await this.asked();
    return at - Math.min(time ?? Infinity, this.now());
  }

  /** One question for all who ask in the same turn: thousands of timers may fall due at once. */
  private asked(): Promise<number | undefined> {
    return (this.asking ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.asking = undefined;
      return this.source.time();
    }));
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

  /** The answer is half a round trip old when it comes. One that was long on its way counts only while there is no better one. */
  async measure(): Promise<void> {
    const before = this.monotonic();
    const time = await this.source.time();
    const after = this.monotonic();
    if (time === undefined || (this.offset !== undefined && after - before > longestWay)) return;
    this.offset = time - (before + after) / 2;
  }
}
