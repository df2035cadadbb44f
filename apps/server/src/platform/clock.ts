/** The database's time in milliseconds since 1970. Injected everywhere: nothing else asks for the time. */
export abstract class Clock {
  abstract now(): number;

  /** Whether the database's own clock shows this time, so that a commit can compare with it (`Guard.notBefore`). */
  readonly isDatabaseTime: boolean = false;

  /** Milliseconds that are left until `at`, asked of the database itself where this clock only follows it; 0 or less: passed. */
  async until(at: number): Promise<number> {
    return at - this.now();
  }

  /** Calls back once this clock shows `at`, or at the next turn when it does already. The returned function cancels. */
  wakeAt(at: number, callback: () => void): () => void {
    let timer: NodeJS.Timeout | undefined;
    const arm = () => {
      const wait = at - this.now();
      // timers hold 24.8 days at most, and the clock may be corrected meanwhile: look again
      timer =
        wait <= 0
          ? setTimeout(callback, 0)
          : setTimeout(() => (this.now() >= at ? callback() : arm()), Math.min(wait, 3_600_000));
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  }
}

/** Stands still until it is set: for scenarios, demo data and tests. */
export class VirtualClock extends Clock {
  private time: number;
  private readonly waiting = new Map<object, { readonly at: number; readonly callback: () => void }>();

  constructor(start: number) {
    super();
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  /** Goes to that time; who waits is called in order of the times, each seeing its own. Never goes back. */
  set(time: number): void {
    for (;;) {
      const [next] = [...this.waiting].filter(([, { at }]) => at <= time).sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      const [key, { at, callback }] = next;
      this.waiting.delete(key);
      this.time = Math.max(this.time, at);
      callback();
    }
    this.time = Math.max(this.time, time);
  }

  advance(milliseconds: number): void {
    this.set(this.time + milliseconds);
  }

  override wakeAt(at: number, callback: () => void): () => void {
    if (at <= this.time) {
      const immediate = setImmediate(callback);
      return () => clearImmediate(immediate);
    }
    const key = {};
    this.waiting.set(key, { at, callback });
    return () => this.waiting.delete(key);
  }
}
