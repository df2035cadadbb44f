import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What axe-core found on a screen in one state. `npm run accessibility` makes the statement from these. */
export interface CheckedScreen {
  /** The address without ids and search. */
  readonly screen: string;
  /** What is to be seen there: `page` as it opens, else what a test names or the page shows. */
  readonly state: string;
  readonly width: number;
  readonly language: string;
  readonly version: string;
  readonly rules: readonly string[];
}

/** One JSON a line, of the last run and those before it until the statement is made anew. */
export const checkedScreens = fileURLToPath(new URL('../../node_modules/.cache/gaita/checked-screens.jsonl', import.meta.url));

export function noteChecked(checked: CheckedScreen): void {
  mkdirSync(dirname(checkedScreens), { recursive: true });
  appendFileSync(checkedScreens, `${JSON.stringify(checked)}\n`);
}

/** Ids differ in each run; keys of processes and names of pages do not. */
export const screenOf = (url: string): string => new URL(url).pathname.replace(/\/(?=[0-9a-z]*\d)[0-9a-z]{16,}(?=\/|$)/g, '/:id');
