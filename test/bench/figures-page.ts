import { numberText, spreadText, targetText, verdict, withUnit } from './figure-text.ts';
import type { Result, Row } from './workload.ts';

const head = `# Figures

What this program does, how fast, and how much of it: measured by programs of this repository, written by \`npm run figures\`
from their last results. Machines differ; each table says on which it was made and how to repeat it there or on yours. A figure with a
spread is the median of several rounds, beside it the lowest and the highest round.
`;

const heading = /^## (\S+)$/m;

/**
 * The page: a part for each workload. What was not measured here keeps the part that it has.
 * @param order names of all workloads
 * @param before the page as it is, if it is
 */
export function figuresPage(order: readonly string[], results: readonly Result[], before = ''): string {
  const parts = new Map(partsOf(before));
  for (const result of results) parts.set(result.workload, partOf(result));
  const kept = order.flatMap((name) => parts.get(name) ?? []);
  return `${[head, ...kept].map((part) => part.trim()).join('\n\n')}\n`;
}

const partsOf = (page: string): [string, string][] =>
  page
    .split(/^(?=## )/m)
    .filter((part) => heading.test(part))
    .map((part) => [heading.exec(part)?.[1] ?? '', part]);

function partOf({ workload, about, command, date, seconds, seed, machine, rows }: Result): string {
  const { cpu, cores, memory, system, load, versions } = machine;
  const programs = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `## ${workload}

${about[0]?.toUpperCase()}${about.slice(1)}.

${tableOf(rows)}

${date.slice(0, 10)}, ${cores} × ${cpu}, ${numberText(memory / 1024 ** 3)} GiB, ${system}; ${programs.join(', ')}. Work of others when it began:
${numberText(load)} processes. To repeat it: \`${command ?? `npm run bench -- ${workload} --seed ${seed}`}\` (${numberText(Math.max(1, Math.round(seconds / 60)))} min).`;
}

function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [row.name, withUnit(row.value, row.unit), spreadText(row), targetText(row), verdict(row)]);
  const table = [['what', 'figure', 'spread', 'target', ''], ['---', '---:', '---', '---', '---'], ...lines];
  return table.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
