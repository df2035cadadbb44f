import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What was stored of one release on one database. */
export interface StoredCases {
  /** Milliseconds since 1970. */
  readonly storedAt: number;
  /** Instance ids of the waiting cases, by their process. */
  readonly cases: Readonly<Record<string, string>>;
  /** A case that had ended. */
  readonly ended: string;
  /** Processes that the release could not run. */
  readonly leftOut: readonly string[];
}

export const storedFolder = fileURLToPath(new URL('stored', import.meta.url));

/** Releases of which a database is kept, the oldest first: `1-main-job`, `2-bpmn`, … */
export const storedReleases: readonly string[] = readdirSync(storedFolder).sort();

export const storedCases = (release: string): Readonly<Record<'SQLite' | 'MariaDB', StoredCases>> =>
  JSON.parse(readFileSync(join(storedFolder, release, 'cases.json'), 'utf8'));

export const storedAdministrator = {
  account: 'ilze',
  name: 'Ilze Kalniņa',
  email: 'ilze@example.org',
  password: 'a long enough password',
  language: 'lv',
  institution: { id: 'jaunpils', name: 'Jaunpils novads', country: 'LV', movedDays: false },
} as const;
