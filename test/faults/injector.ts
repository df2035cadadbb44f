import type { Random } from './random.ts';
import type { Stage } from './stage.ts';
import type { Family, Strike } from './strikes/strike.ts';

const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/** Breaks things again and again at random moments, and always puts them up again. */
export class Injector {
  /** How often each thing was done, by kind of fault. */
  readonly done = new Map<string, Map<string, number>>();
  /** Strikes by what they hit. */
  readonly families: Record<Family, number> = { replica: 0, database: 0, redis: 0 };
  /** Processes of servers that ended by SIGKILL. */
  kills = 0;
  private readonly stage: Stage;
  private readonly random: Random;
  private readonly strikes: readonly Strike[];

  /** @param strikes those that the stage does not have what it takes for are left out */
  constructor(stage: Stage, random: Random, strikes: readonly Strike[]) {
    this.stage = stage;
    this.random = random;
    this.strikes = strikes.filter((strike) => strike.possible(stage));
  }

  /**
   * What hits servers, databases and Redis strikes independently, so that faults meet.
   * @param every seconds between two faults on the average
   */
  async run(every: number, over: () => boolean): Promise<void> {
    const families = [...new Set(this.strikes.map(({ family }) => family))];
    const sizes = families.map((family) => bagOf(this.strikes, family).length);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    await Promise.all(
      families.map((family, index) => this.lane(family, (every * all) / sizes[index]!, over, this.random.fork())),
    );
  }

  async strike(strike: Strike, random: Random = this.random): Promise<void> {
    const at = Date.now();
    const done = await strike.strike(this.stage, random);
    if (done.length === 0) return;
    this.families[strike.family] += 1;
    if (strike.family === 'replica') this.kills += done.filter((what) => !what.startsWith('not killed')).length;
    const counts = this.done.get(strike.name) ?? new Map<string, number>();
    for (const what of done) counts.set(what, (counts.get(what) ?? 0) + 1);
    this.done.set(strike.name, counts);
    const { name: kind, family, blocksFor = 0 } = strike;
    await this.stage.ledger.write({ entry: 'fault', kind, family, blocksFor, done, at, until: Date.now() });
  }

  /** Each kind as often as its weight before any comes again. */
  private async lane(family: Family, every: number, over: () => boolean, random: Random): Promise<void> {
    let bag: Strike[] = [];
    while (!over()) {
      const until = Date.now() + random.between(0.3, 1.7) * every * 1_000;
      while (Date.now() < until && !over()) await pause(50);
      if (over()) return;
      if (bag.length === 0) bag = bagOf(this.strikes, family);
      const [strike] = bag.splice(random.below(bag.length), 1) as [Strike];
      await this.strike(strike, random);
    }
  }
}

const bagOf = (strikes: readonly Strike[], family: Family): Strike[] =>
  strikes.filter((strike) => strike.family === family).flatMap((strike) => Array.from({ length: strike.weight }, () => strike));
