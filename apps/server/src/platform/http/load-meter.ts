import type { IntervalHistogram } from 'node:perf_hooks';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What admission goes by; scenarios bring their own. */
export abstract class LoadMeter {
  /** Milliseconds on a clock that only goes forward. */
  abstract now(): number;
  /** How late the event loop came to what was due since it was asked last: as long waits a request before anybody sees it. */
  abstract lag(): number;
}

const resolution = 10;

export class EventLoopMeter extends LoadMeter {
  private delay: IntervalHistogram | undefined;

  now(): number {
    return performance.now();
  }

  lag(): number {
    if (!this.delay) {
      this.delay = monitorEventLoopDelay({ resolution });
      this.delay.enable();
      return 0;
    }
    const mean = this.delay.mean / 1e6;
    this.delay.reset();
    return Number.isFinite(mean) ? Math.max(0, mean - resolution) : 0;
  }
}
