import type { Findings } from '../check/findings.ts';

export interface ScenarioOptions {
  /** The built server's `main.js`. */
  readonly main: string;
  /** Folder of the shipped processes. */
  readonly processes: string;
  readonly database: 'SQLite' | 'MariaDB';
  readonly seed: number;
}

/** Something that happens once, in a fixed order. Gives what held and a line of figures. */
export type Scenario = (options: ScenarioOptions) => Promise<{ readonly findings: Findings; readonly told: string }>;

export const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));
