import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import en from '../texts/en/audit.json' with { type: 'json' };

const server = fileURLToPath(new URL('../../../server/src', import.meta.url));
const name = "'([a-z]+(?:-[a-z]+)+)'";
/** How the server's code names an act: as a property, to a helper that records it, or to a command that is given its act. */
const ways = [
  new RegExp(`\\bact: (?:[^,'\\n]*\\? )?${name}(?: : ${name})?`, 'g'),
  new RegExp(`\\brecord\\w*\\([^;']*${name}`, 'g'),
  new RegExp(`\\(command, actor,[^;'()]*${name}`, 'g'),
  /'((?:task|note|job)-(?:claimed|failed|error-thrown|unlocked|retried|handed-back|assigned|completed|signed|returned|added|edited|deleted|restored))'/g,
];
/** What the access log is told that somebody saw; without an act of its own it is an opening of that type of thing. */
const seen = /\.saw\(\s*[^;]*?\btype: '([a-z-]+)'([^;]*)/g;
/** Named by these ways, and no acts of the audit. */
const others = new Set(['data-protection-officer', 'duty-pair']);

it('has words for every act that the server records', () => {
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.spec\.ts$|^(demo|migrations|open-api)\//.test(file),
  );
  const acts = new Set(
    files.flatMap((file) => {
      const source = readFileSync(join(server, file), 'utf8');
      const opened = [...source.matchAll(seen)].flatMap(([, type = '', rest = '']) =>
        /\bact\b/.test(rest) ? [] : [`${type}-opened`],
      );
      return [...opened, ...ways.flatMap((way) => [...source.matchAll(way)].flatMap(([, ...named]) => named.filter(Boolean)))];
    }),
  );
  expect(acts.size).toBeGreaterThan(60);
  expect([...acts]).toEqual(expect.arrayContaining(['applicant-opened', 'case-opened', 'document-opened', 'task-opened']));
  expect([...acts].filter((act) => !(act in en.audit.act) && !others.has(act)).sort()).toEqual([]);
});
