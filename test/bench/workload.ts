/** One figure of a workload. `bound` and `aim` are printed beside it, never asserted: machines differ. */
export interface Row {
  readonly name: string;
  readonly value: number;
  /** `µs`, `ms`, `MiB`, `bytes`; empty for a number of things. */
  readonly unit: string;
  readonly bound?: number;
  readonly aim?: number;
}

export interface Workload {
  readonly name: string;
  /** What it measures, in one line. */
  readonly about: string;
  run(): Promise<readonly Row[]>;
}
