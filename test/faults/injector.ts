import type { GaitaServer } from './gaita-server.ts';
import type { Random } from './random.ts';

const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

export interface Faults {
  readonly server: GaitaServer;
  /** Where wake-ups go over Redis: forgets all of them. */
  readonly flushRedis?: () => Promise<void>;
}

/** Breaks the server again and again at random moments, and always puts it up again. */
export class Injector {
  kills = 0;
  flushes = 0;
  /** Milliseconds from start to ready, each time. */
  readonly recoveries: number[] = [];
  private readonly faults: Faults;
  private readonly random: Random;

  constructor(faults: Faults, random: Random) {
    this.faults = faults;
    this.random = random;
  }

  /** @param every seconds between two faults on the average */
  async run(every: number, over: () => boolean): Promise<void> {
    while (!over()) {
      const until = Date.now() + this.random.between(0.3, 1.7) * every * 1_000;
      while (Date.now() < until && !over()) await pause(50);
      if (over()) return;
      await this.strike();
    }
  }

  private async strike(): Promise<void> {
    const { flushRedis } = this.faults;
    const flush = flushRedis !== undefined && this.random.chance(0.5);
    if (flush && this.random.chance(0.5)) return this.flush();
    // half of the times it comes back at once, else timers fall due while it is down
    await this.killFor(this.random.chance(0.5) ? 0 : this.random.between(500, 5_000), flush);
  }

  /** @param away milliseconds until it is started again */
  async killFor(away: number, flush = false): Promise<void> {
    const { server } = this.faults;
    await server.kill();
    this.kills += 1;
    if (flush) await this.flush();
    await pause(away);
    // now and then it is killed in the middle of its start
    while (this.random.chance(0.2)) {
      const starting = server.start();
      await pause(this.random.between(50, 2_500));
      await server.kill();
      await starting;
      this.kills += 1;
    }
    const taken = await server.start();
    if (taken !== undefined) this.recoveries.push(taken);
  }

  async flush(): Promise<void> {
    await this.faults.flushRedis?.();
    this.flushes += 1;
  }
}
