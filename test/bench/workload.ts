import type { Random } from '../faults/random.ts';

/** One figure of a workload. `bound` and `aim` are printed beside it, never asserted: machines differ. */
export interface Row {
  readonly name: string;
  readonly value: number;
  /** `µs`, `ms`, `MiB`, `bytes`; empty for a number of things. */
  readonly unit: string;
  /** Where `value` is the median of several rounds: the lowest and the highest of them, or the ends of what `spread` says. */
  readonly low?: number;
  readonly high?: number;
  /** What `low` and `high` are, where they are no rounds: `95 % interval`. */
  readonly spread?: string;
  readonly bound?: number;
  readonly aim?: number;
  /** `bound` and `aim` are what it must reach at least; otherwise at most. */
  readonly least?: true;
}

export interface Settings {
  /** A minute for all together, to see that the programs work; its figures say nothing. */
  readonly quick: boolean;
  readonly seed: number;
  /** Chance of this seed, a fork of its own for each workload. */
  readonly random: Random;
  /** Told while it works, for what takes minutes. */
  say(sentence: string): void;
}

export interface Workload {
  readonly name: string;
  /** What it measures, in one line. */
  readonly about: string;
  run(settings: Settings): Promise<readonly Row[]>;
}

/** What is written of one run of a workload. */
export interface Result {
  readonly workload: string;
  readonly about: string;
  /** What repeats it, where that is not `npm run bench`. */
  readonly command?: string;
  readonly date: string;
  readonly seconds: number;
  readonly seed: number;
  readonly quick: boolean;
  readonly machine: Machine;
  readonly rows: readonly Row[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: number;
  readonly system: string;
  /** Work of others when it began: processes that wanted a core, in the mean of a minute. */
  readonly load: number;
  /** `Node`, `SQLite`, `MariaDB`, `Redis`; what is not installed is not there. */
  readonly versions: Readonly<Record<string, string>>;
}
