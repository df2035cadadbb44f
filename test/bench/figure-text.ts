import type { Row } from './workload.ts';

/** Three digits that count, thousands apart: `0.342`, `17.2`, `12,345`. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en');
  return value.toFixed(size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

export const withUnit = (value: number, unit: string): string =>
  unit === '' ? numberText(value) : `${numberText(value)} ${unit}`;

/** `12 – 17`, or nothing where there is one figure only. */
export function spreadText({ low, high, spread }: Row): string {
  if (low === undefined || high === undefined) return '';
  return `${numberText(low)} – ${numberText(high)}${spread === undefined ? '' : ` (${spread})`}`;
}

export const targetText = ({ bound, aim, unit, least }: Row): string =>
  [
    ...(bound === undefined ? [] : [`${least ? '≥' : '≤'} ${withUnit(bound, unit)}`]),
    ...(aim === undefined ? [] : [`aim ${withUnit(aim, unit)}`]),
  ].join(', ');

const reaches = ({ value, least }: Row, target: number): boolean => (least ? value >= target : value <= target);

/** Nothing where there is no target. An interval must lie beyond its bound as a whole. */
export function verdict(row: Row): '' | 'missed' | 'met' | 'met, aim too' {
  const { bound, aim, low, high, spread, least } = row;
  if (bound === undefined && aim === undefined) return '';
  const end = spread === undefined ? undefined : least ? low : high;
  const judged = end === undefined ? row : { ...row, value: end };
  if (bound !== undefined && !reaches(judged, bound)) return 'missed';
  if (aim === undefined || !reaches(judged, aim)) return bound === undefined ? 'missed' : 'met';
  return bound === undefined ? 'met' : 'met, aim too';
}
