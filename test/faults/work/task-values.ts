import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Values = Readonly<Record<string, unknown>>;
interface Story {
  readonly steps: readonly { readonly complete?: string; readonly with?: Values }[];
}

/**
 * What people enter at each task, learnt from the scenarios of the process: process key and element id → the ways in which
 * somebody has filled the form. They lead down every path.
 */
export class TaskValues {
  private readonly known = new Map<string, Values[]>();

  /** @param processes the folder of the shipped processes */
  constructor(processes: string) {
    for (const key of readdirSync(processes)) {
      const folder = join(processes, key, 'scenarios');
      if (!existsSync(folder)) continue;
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
        const { steps } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Story;
        for (const step of steps) if (step.complete !== undefined) this.learn(key, step.complete, step.with ?? {});
      }
    }
  }

  /** At least one way; undefined where nobody told what is entered. */
  of(processKey: string, elementId: string): readonly (Values | undefined)[] {
    return this.known.get(`${processKey} ${elementId}`) ?? [undefined];
  }

  private learn(processKey: string, elementId: string, values: Values): void {
    const at = `${processKey} ${elementId}`;
    const ways = this.known.get(at) ?? [];
    // the second time round a form is prefilled with what was entered first; scenarios leave that out
    this.known.set(at, [...ways, { ...ways[0], ...values }]);
  }
}
