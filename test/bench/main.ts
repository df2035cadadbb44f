import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Random } from '../faults/random.ts';
import type { Summary } from '../faults/summary.ts';
import { fromRoot } from './built.ts';
import { faultFigures } from './fault-figures.ts';
import { spreadText, targetText, verdict, withUnit } from './figure-text.ts';
import { figuresPage } from './figures-page.ts';
import { describeMachine } from './machine.ts';
import type { Options } from './options.ts';
import { readOptions } from './options.ts';
import { keepResult, newestResults } from './results.ts';
import type { Row } from './workload.ts';
import { workloads } from './workloads.ts';

const options = given();
if (options.figures) await writePage(options.faults);
else await measure(options);

function given(): Options {
  try {
    return readOptions(process.argv.slice(2), workloads);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

async function measure({ names, quick, seed }: Options): Promise<void> {
  const chance = new Random(seed);
  for (const { name, about, run } of workloads) {
    const random = chance.fork();
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n${name}: ${about}`);
    const machine = await describeMachine();
    const date = new Date().toISOString();
    const began = performance.now();
    const rows = await run({ quick, seed, random, say: (sentence) => console.log(`  … ${sentence}`) });
    const seconds = (performance.now() - began) / 1000;
    for (const row of rows) console.log(`  ${line(row)}`);
    console.log(`  ${keepResult({ workload: name, about, date, seconds, seed, quick, machine, rows })}`);
  }
}

async function writePage(faults?: string): Promise<void> {
  if (faults !== undefined) {
    // npm tells where it was called
    const path = resolve(process.env['INIT_CWD'] ?? fromRoot(''), faults);
    const summary = JSON.parse(readFileSync(path, 'utf8')) as Summary;
    keepResult(faultFigures(summary, statSync(path).mtime.toISOString(), await describeMachine()));
  }
  const file = fromRoot('FIGURES.md');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  writeFileSync(file, figuresPage([...workloads.map(({ name }) => name), 'faults'], newestResults(), before));
  console.log(file);
}

function line(row: Row): string {
  const beside = [spreadText(row), targetText(row), verdict(row)].filter((text) => text !== '').join('; ');
  return `${row.name.padEnd(56)} ${withUnit(row.value, row.unit).padStart(12)}  ${beside}`.trimEnd();
}
