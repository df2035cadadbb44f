// npm run mutation [-- area … --mutants N --seed S --concurrency N --keep]: breaks the code in N places drawn by the seed and counts what tests
// notice. --keep writes the result into results.json and the table of README.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { areas } from './areas.mjs';
import { sampleOf, scoreOf, tableOf } from './outcome.mjs';

const root = new URL('../../', import.meta.url).pathname;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutants: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
});
const names = positionals.length > 0 ? positionals : Object.keys(areas);
const unknown = names.filter((name) => !areas[name]);
if (unknown.length > 0) {
  console.error(`There is no area ${unknown.join(', ')}. Choose from: ${Object.keys(areas).join(', ')}`);
  process.exit(1);
}

/** Files at or below a path of the repository. */
const filesAt = (path) =>
  statSync(join(root, path)).isFile()
    ? [path]
    : readdirSync(join(root, path), { recursive: true })
        .map((name) => `${path}/${name}`)
        .filter((file) => file.endsWith('.ts'))
        .sort();

const isSource = (file) => !/\.spec\.ts$|\/(testing|fixtures)\/|\/tables\.ts$|\.module\.ts$|\/index\.ts$/.test(file);

/** @returns Stryker's report of an area. */
function mutate(name) {
  const area = areas[name];
  const report = join(root, `node_modules/.cache/gaita/mutation/${name}-${options.seed}.json`);
  rmSync(report, { force: true });
  const setting = {
    specs: [...new Set(area.specs.flatMap(filesAt))].filter((file) => file.endsWith('.spec.ts') && !area.without?.test(file)),
    withoutTests: area.withoutTests?.source,
    mutate: area.sources.flatMap(filesAt).filter(isSource),
    report,
    seed: options.seed,
    mutants: Number(options.mutants),
    concurrency: Number(options.concurrency),
  };
  // what tests leave behind when they are ended in the middle goes with it
  const folder = mkdtempSync(join(tmpdir(), 'gaita-mutation-'));
  const { status } = spawnSync(join(root, 'node_modules/.bin/stryker'), ['run', 'test/mutation/stryker.config.mjs'], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TMPDIR: folder,
      GAITA_MUTATION: JSON.stringify(setting),
      ...(area.onMariadb ? { GAITA_TEST_KEEPS_SERVER: '1' } : { GAITA_TEST_DATABASES: 'SQLite' }),
    },
  });
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0) throw new Error(`Stryker ended with ${status}`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** One line an area and seed. */
function keep(result) {
  const file = join(root, 'test/mutation/results.json');
  const before = JSON.parse(readFileSync(file, 'utf8'));
  const others = before.filter(({ area, seed }) => area !== result.area || seed !== result.seed);
  const place = ({ area, date }) => `${Object.keys(areas).indexOf(area)} ${date}`;
  const results = [...others, result].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  const page = join(root, 'test/mutation/README.md');
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(/(<!-- results -->\n)[^]*/, (_, mark) => `${mark}\n${tableOf(results)}\n`),
  );
}

for (const name of names) {
  const { all, drawn } = sampleOf(mutate(name), options.seed);
  const result = { area: name, date: new Date().toISOString().slice(0, 16), seed: options.seed, all, ...scoreOf(drawn) };
  for (const { at, mutant, outcome } of drawn.filter((each) => each.outcome !== 'killed'))
    console.log(`  ${outcome}: ${at} ${mutant}`);
  console.log(tableOf([result]));
  if (options.keep) keep(result);
}
