import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { inRiga } from '../testing/context.ts';
import { readTckCases } from '../testing/tck-cases.ts';
import { compileDecisions } from './compile-decisions.ts';

const root = new URL('../../../../../shared/fixtures/dmn-tck/compliance-level-2/', import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const casesOf = (folder: string) =>
  readdirSync(new URL(folder, root))
    .filter((file) => /-test-\d+\.xml$/.test(file))
    .flatMap((file) => readTckCases(read(`${folder}/${file}`)))
    .map((one) => ({ folder, ...one }));

describe('DMN compliance level 2', () => {
  if (!existsSync(root)) {
    it('is left out: the fixtures from outside are not here', () => expect(existsSync(root)).toBe(false));
    return;
  }
  const cases = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => casesOf(name));

  it('has its 116 cases', () => expect(new Set(cases.map((one) => `${one.folder} ${one.id}`)).size).toBe(116));

  it.each(cases)('$folder $id: $decision', async ({ folder, decision, inputs, expected }) => {
    const { decisions, problems } = await compileDecisions(read(`${folder}/${folder}.dmn`));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const compiled = decisions.find((one) => one.name === decision);
    expect(compiled).toBeDefined();
    const result = compiled?.evaluate((input) => inputs.get(input), inRiga).result ?? null;
    expect(digits(result)).toEqual(digits(expected));
  });
});

/** Decimals of the expectations are longer than a double's: 13 significant digits are compared. */
function digits(value: Json): Json {
  if (typeof value === 'number') return Number(value.toPrecision(13));
  if (Array.isArray(value)) return value.map(digits);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, digits(item)]));
}
