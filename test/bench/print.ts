import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Row } from './workload.ts';
import { workloads } from './workloads.ts';

const names = process.argv.slice(2);
const unknown = names.filter((name) => !workloads.some((each) => each.name === name));
if (unknown.length > 0) {
  console.error(`There is no workload ${unknown.join(', ')}. Choose from:`);
  for (const { name, about } of workloads) console.error(`  ${name.padEnd(10)} ${about}`);
  process.exit(1);
}

const results: { workload: string; rows: readonly Row[] }[] = [];
for (const { name, about, run } of workloads) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n${name}: ${about}`);
  const rows = await run();
  for (const row of rows) console.log(`  ${line(row)}`);
  results.push({ workload: name, rows });
}

const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
const file = new URL(`../results/${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`, import.meta.url);
mkdirSync(new URL('.', file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ machine, results }, null, 2)}\n`);
console.log(`\n${machine.cores} × ${machine.cpu}, Node ${machine.node}; written to ${file.pathname}`);

function line({ name, value, unit, bound, aim }: Row): string {
  const limits = [...(bound === undefined ? [] : [`bound ${bound}`]), ...(aim === undefined ? [] : [`aim ${aim}`])].join(', ');
  const figure = value >= 100 ? value.toFixed(0) : value.toFixed(1);
  return `${name.padEnd(44)}${figure.padStart(10)} ${unit.padEnd(5)} ${limits && `(${limits})`}`.trimEnd();
}
