import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Json } from '@gaita/contracts';
import { createCalendar } from '@gaita/calendar';
import { compileDecisions } from './compile-decisions.ts';
import { modelOf, readTckCases } from './tck-cases.ts';

const folder = fileURLToPath(new URL('../../../../../shared/fixtures/dmn-tck/compliance-level-2/', import.meta.url));

const context = { now: Date.UTC(2026, 0, 15, 10), calendar: createCalendar({ country: 'LV', movedDays: true }) };

describe('DMN compliance level 2', () => {
  if (!existsSync(folder)) {
    it('is left out: the outside fixtures are not here', () => expect(existsSync(folder)).toBe(false));
    return;
  }
  const cases = readTckCases(folder);

  it('has its 116 cases', () => expect(new Set(cases.map((one) => `${one.folder} ${one.id}`)).size).toBe(116));

  it.each(cases)('$folder $id: $decision', async ({ folder: name, decision, inputs, expected }) => {
    const { decisions, problems } = await compileDecisions(modelOf(folder, name));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const compiled = decisions.find((one) => one.name === decision);
    expect(compiled).toBeDefined();
    expect(digits(compiled?.evaluate((input) => inputs.get(input), context).result ?? null)).toEqual(digits(expected));
  });
});

/** Decimals of the expectations are longer than a double's: 13 significant digits are compared. */
function digits(value: Json): Json {
  if (typeof value === 'number') return Number(value.toPrecision(13));
  if (Array.isArray(value)) return value.map(digits);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, digits(item)]));
}
