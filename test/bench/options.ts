import { parseArgs } from 'node:util';
import type { Workload } from './workload.ts';

export interface Options {
  /** Only these, in the order of the list; all where none is named. */
  readonly names: readonly string[];
  readonly quick: boolean;
  readonly seed: number;
  /** Write the page instead of measuring. */
  readonly figures: boolean;
  /** Summary of a fault run that belongs on the page, too. */
  readonly faults: string | undefined;
}

/** @throws Error with a sentence and what there is to choose from */
export function readOptions(args: readonly string[], workloads: readonly Workload[]): Options {
  const { values, positionals: names } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, seed: { type: 'string' }, figures: { type: 'boolean' }, faults: { type: 'string' } },
  });
  const seed = Number(values.seed ?? 20_261_122);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error('--seed takes a whole number from 0.');
  const unknown = names.filter((name) => !workloads.some((each) => each.name === name));
  if (unknown.length > 0) {
    const choice = workloads.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join('\n');
    throw new Error(`There is no workload ${unknown.join(', ')}. Choose from:\n${choice}`);
  }
  return { names, quick: values.quick === true, seed, figures: values.figures === true, faults: values.faults };
}
