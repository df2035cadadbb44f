import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';

const listed = new URL('../../packages/engine/src/testing/elements.ts', import.meta.url);
export const page = new URL('../../FEATURES.md', import.meta.url);

/** Rows `[element, state, shown by, number of models where it runs]` from Jest's results of `feature(…)`. States: runs, refused, FAILS, NO TEST. */
export async function catalogueOf(testResults) {
  const { elements, refused } = await loadElements();
  const found = new Map(elements.map((element) => [element, []]));
  const byFile = [...testResults].sort((a, b) => a.testFilePath.localeCompare(b.testFilePath));
  for (const { testResults: tests } of byFile)
    for (const { ancestorTitles, title, status } of tests) {
      const element = ancestorTitles[0]?.startsWith('feature ') ? ancestorTitles[0].slice('feature '.length) : undefined;
      if (element) found.get(element).push({ title, isPassed: status === 'passed' });
    }
  return elements.map((element) => [element, ...stateOf(found.get(element), refused[element])]);
}

/** Titles of the models that deployment must refuse. */
export const refusedIn = (testResults) =>
  testResults
    .flatMap(({ testResults: tests }) => tests)
    .filter(({ ancestorTitles, status }) => ancestorTitles[0] === 'refused' && status === 'passed')
    .map(({ title }) => title);

async function loadElements() {
  const { code } = transformSync(readFileSync(listed, 'utf8'), { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

function stateOf(tests, refusal) {
  const models = tests.filter(({ title }) => !isAgain(title));
  const failed = tests.filter(({ isPassed }) => !isPassed).map(({ title }) => title);
  if (failed.length > 0) return ['FAILS', failed.join('; ')];
  if (models.length > 0) return ['runs', told(models.map(({ title }) => title)), models.length];
  return refusal ? ['refused', refusal] : ['NO TEST', ''];
}

/** Titles that several models of an element share are told once, with their number. */
function told(titles) {
  const count = (title) => titles.filter((each) => each === title).length;
  return [...new Set(titles)].map((title) => (count(title) > 1 ? `${title} (${count(title)} models)` : title)).join(', ');
}

/** A golden model played once more in another way. */
const isAgain = (title) => title.endsWith(', restarted') || title.endsWith(', items stored apart');

export function sumOf(rows) {
  const count = (state) => rows.filter(([, found]) => found === state).length;
  const models = rows.filter(([, state]) => state === 'runs').reduce((sum, [, , , number]) => sum + number, 0);
  return `${rows.length} elements: ${count('runs')} run (${models} golden models, each also with a restart after every element), ${count('refused')} refused, ${count('FAILS')} failing, ${count('NO TEST')} without a test.`;
}

export const table = (rows) =>
  rows.map(([element, state, shown]) => `${element.padEnd(60)} ${state.padEnd(8)} ${shown}`).join('\n');

export const markdown = (rows, refused) => `# What Gaita executes

Every element that BPMN 2.0.2 calls executable, with the golden models that show it: models drawn by hand with the trace that the
standard gives (\`packages/engine/src/golden\`). Each is played a second time with a restart after every element. Made by
\`npm run features\`.

${sumOf(rows)}

| Element | State | Shown by |
| --- | --- | --- |
${rows.map((row) => `| ${row.slice(0, 3).join(' | ')} |`).join('\n')}

## Refused at deployment

Nothing is quietly misread: what cannot run as the standard says is refused, with its place and what to do instead.

${refused.map((what) => `- ${what}`).join('\n')}
`;
