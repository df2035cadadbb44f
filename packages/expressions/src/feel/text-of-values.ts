import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin';
import { limitedText, spend } from './budget.ts';
import { dateText } from './read-temporal.ts';
import { lengthOf } from './temporal-order.ts';
import { isRecord } from './is-record.ts';

/** What `string(…)` gives: texts inside lists and contexts stand in quotes. Recursive by the depth of the value. */
export function feelText(value: unknown): string {
  return typeof value === 'string' ? value : inner(value);
}

function inner(value: unknown): string {
  spend(1);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return limitedText(`[${value.map(inner).join(', ')}]`);
  if (isRecord(value)) {
    return limitedText(
      `{${Object.entries(value)
        .map(([key, item]) => `${/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : quoted(key)}: ${inner(item)}`)
        .join(', ')}}`,
    );
  }
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || value instanceof FeelDuration) {
    return temporalText(value);
  }
  if (value instanceof FeelRange) return rangeText(value);
  return typeof value === 'number' ? numberText(value) : typeof value === 'boolean' ? String(value) : 'function';
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

function numberText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '');
}

function rangeText(range: FeelRange): string {
  const end = (value: unknown): string =>
    value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime || value instanceof FeelDuration
      ? `@"${temporalText(value)}"`
      : inner(value);
  const [open, close] = [range['start included'] ? '[' : '(', range['end included'] ? ']' : ')'];
  return `${open}${range.start === null ? '' : end(range.start)}..${range.end === null ? '' : end(range.end)}${close}`;
}

/** As FEEL writes it: named zones after an `@`, durations with their largest units. */
export function temporalText(value: FeelDate | FeelTime | FeelDateTime | FeelDuration): string {
  if (value instanceof FeelDate) return dateText(value.unwrap());
  if (value instanceof FeelDuration) return durationText(value);
  if (value instanceof FeelTime) return value.toString();
  const clock = value.toString().slice(value.unwrap().toPlainDate().toString().length);
  return dateText(value.unwrap().toPlainDate()) + clock;
}

function durationText(value: FeelDuration): string {
  const length = lengthOf(value);
  const sign = length < 0 ? '-' : '';
  if (value.yearsMonths) {
    const months = Math.abs(length);
    const parts = (months >= 12 ? `${Math.floor(months / 12)}Y` : '') + (months % 12 ? `${months % 12}M` : '');
    return parts ? `${sign}P${parts}` : 'P0M';
  }
  const seconds = Math.abs(length) / 1000;
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const rest = (seconds % 60).toFixed(9).replace(/\.?0+$/, '');
  const clock = (hours ? `${hours}H` : '') + (minutes ? `${minutes}M` : '') + (rest === '0' ? '' : `${rest}S`);
  if (!days && !clock) return 'PT0S';
  return `${sign}P${days ? `${days}D` : ''}${clock ? `T${clock}` : ''}`;
}
