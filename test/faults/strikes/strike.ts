import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';

/** What a fault hits. Two of one family never strike at once. */
export type Family = 'replica' | 'database' | 'redis';

/** One kind of fault. */
export interface Strike {
  readonly name: string;
  readonly family: Family;
  /** How often it strikes compared with others of its family. */
  readonly weight: number;
  /** Milliseconds in which cases cannot go on because of it; absent: they must. */
  readonly blocksFor?: number;
  /** Whether the stage has what it takes. */
  possible(stage: Stage): boolean;
  /**
   * Comes back when what it broke is whole again. Gives what it did, one entry for each time; none when it came to nothing.
   * Of the family `replica` each entry that does not begin with `not killed` is a server killed with -9.
   */
  strike(stage: Stage, random: Random): Promise<readonly string[]>;
}

export const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));
