import { fromCamundaDate } from '../wire/camunda-date.ts';
import { invalidRequest } from '../wire/camunda-error.ts';

/** Parameters of a list as given: texts from a query string, JSON from a body. */
export type Parameters = { readonly [name: string]: unknown };

const cannot = (name: string, value: unknown, expected: string) =>
  invalidRequest(`Cannot set query parameter '${name}' to value '${shown(value)}': expected ${expected}`);

const shown = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 100);

export function asText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw cannot(name, value, 'text');
}

/** A database takes about 32,000 values in a statement; several lists may stand in one. */
const longestList = 5_000;

/** `a,b` in a query string, a list in a body. */
export function asTexts(name: string, value: unknown): string[] {
  const items = Array.isArray(value) ? value.map((item) => asText(name, item)) : split(asText(name, value));
  if (items.length > longestList) {
    throw invalidRequest(
      `Query parameter '${name}' lists ${items.length} values, at most ${longestList} are taken: ask in parts.`,
    );
  }
  return items;
}

const split = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

export function asBoolean(name: string, value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw cannot(name, value, 'true or false');
}

export function asInteger(name: string, value: unknown): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw cannot(name, value, 'an integer');
  return number;
}

export function asDate(name: string, value: unknown): number {
  const millis = typeof value === 'string' ? fromCamundaDate(value.replace(' ', '+')) : undefined;
  if (millis === undefined) throw cannot(name, value, 'a date like 2026-01-01T00:00:00.000+0000');
  return millis;
}
