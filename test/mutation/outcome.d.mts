export type Outcome = 'killed' | 'survived' | 'noCoverage' | 'timedOut' | 'errors';

export interface Drawn {
  /** File, line, column. */
  readonly at: string;
  readonly mutant: string;
  readonly outcome: Outcome;
}

export interface Score {
  readonly drawn: number;
  readonly killed: number;
  readonly survived: number;
  readonly noCoverage: number;
  readonly timedOut: number;
  readonly errors: number;
  /** Per cent, with the 95 % interval. */
  readonly score: number;
  readonly low: number;
  readonly high: number;
}

export function sampleOf(report: object, seed: string): { readonly all: number; readonly drawn: readonly Drawn[] };
export function scoreOf(drawn: readonly Pick<Drawn, 'outcome'>[]): Score;
export function tableOf(
  results: readonly (Score & { readonly area: string; readonly date: string; readonly seed: string; readonly all: number })[],
): string;
