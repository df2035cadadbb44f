import { FeelDate, FeelDateTime } from 'feelin';
import type { FeelDuration, FeelTime, FeelRange } from 'feelin';
import { time } from 'feelin';
import { equal } from '../../feel-closures/order-and-equality.ts';
import { rangeOf } from '../ranges.ts';
import { atTime, dateOf, readDate, readDateTime, readDuration, readTemporal, readTime } from '../read-temporal.ts';
import { monthsBetween } from '../temporal-arithmetic.ts';
import { hasZone, lengthOf, offsetMillis } from '../temporal-order.ts';
import { feelText } from '../text-of-values.ts';
import { typeOf } from '../types-of-values.ts';
import { define } from './define.ts';
import type { Functions } from './define.ts';

/** DMN 10.3.4.1, 10.3.4.2 and `is`. */
export const conversionFunctions: Functions = [
  define('date', [['from', 'string']], readDate),
  define('date', [['from', 'day']], dayOnly),
  define(
    'date',
    [
      ['year', 'number'],
      ['month', 'number'],
      ['day', 'number'],
    ],
    (year: number, month: number, day: number) => ([year, month, day].every(Number.isInteger) ? dateOf(year, month, day) : null),
  ),
  define('date and time', [['from', 'string']], readDateTime),
  define('date and time', [['from', 'date and time']], (from: FeelDateTime) => from),
  define(
    'date and time',
    [
      ['date', 'day'],
      ['time', 'time'],
    ],
    (day: FeelDate | FeelDateTime, clock: FeelTime) => atTime(dayOnly(day), clock),
  ),
  define('time', [['from', 'string']], readTime),
  define('time', [['from', 'time']], (from: FeelTime) => from),
  define('time', [['from', 'date and time']], (from: FeelDateTime) =>
    readTime(
      from
        .unwrap()
        .toPlainTime()
        .toString({ smallestUnit: secondsOf(from) }) + zoneText(from),
    ),
  ),
  define(
    'time',
    [
      ['hour', 'number'],
      ['minute', 'number'],
      ['second', 'number'],
      ['offset', 'days and time duration?'],
    ],
    timeOf,
  ),
  define('duration', [['from', 'string']], readDuration),
  define('duration', [['from', 'duration']], (from: FeelDuration) => from),
  define(
    'years and months duration',
    [
      ['from', 'day'],
      ['to', 'day'],
    ],
    (from: FeelDate | FeelDateTime, to: FeelDate | FeelDateTime) => monthsBetween(dayOnly(from), dayOnly(to)),
  ),
  define('string', [['from', 'any']], (from: unknown) => (from === null ? null : feelText(from))),
  define(
    'number',
    [
      ['from', 'string'],
      ['grouping separator', 'string?'],
      ['decimal separator', 'string?'],
    ],
    numberOf,
  ),
  define('number', [['from', 'number']], (from: number) => from),
  define('range', [['from', 'string']], rangeFrom),
  define('not', [['negand', 'boolean']], (negand: boolean) => !negand),
  define(
    'is',
    [
      ['value1', 'any'],
      ['value2', 'any'],
    ],
    isTheSame,
  ),
];

function dayOnly(value: FeelDate | FeelDateTime): FeelDate {
  return value instanceof FeelDateTime ? new FeelDate(value.unwrap().toPlainDate()) : value;
}

const secondsOf = (value: FeelDateTime): 'second' | 'nanosecond' =>
  value.unwrap().millisecond + value.unwrap().microsecond + value.unwrap().nanosecond === 0 ? 'second' : 'nanosecond';

const zoneText = ({ timezone }: FeelDateTime | FeelTime): string => {
  if (typeof timezone !== 'string') return '';
  return timezone === 'UTC' ? 'Z' : /^[+-]/.test(timezone) ? timezone : `@${timezone}`;
};

function timeOf(hour: number, minute: number, second: number, offset?: FeelDuration): FeelTime | null {
  const inDay = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!inDay || ![hour, minute].every(Number.isInteger)) return null;
  const two = (n: number) => String(n).padStart(2, '0');
  const fraction = second % 1 === 0 ? '' : second.toFixed(9).replace(/^\d+/, '').replace(/0+$/, '');
  return time(`${two(hour)}:${two(minute)}:${two(Math.trunc(second))}${fraction}${offset ? offsetText(lengthOf(offset)) : ''}`);
}

function offsetText(millis: number): string {
  const seconds = Math.abs(Math.trunc(millis / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const rest = seconds % 60;
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${rest ? `:${two(rest)}` : ''}`;
  return millis < 0 ? `-${clock}` : `+${clock}`;
}

function numberOf(from: string, grouping?: string, point?: string): number | null {
  if (grouping !== undefined && ![' ', ',', '.'].includes(grouping)) return null;
  if (point !== undefined && (!['.', ','].includes(point) || point === grouping)) return null;
  const plain = grouping === undefined ? from : from.split(grouping).join('');
  const digits = point === ',' ? plain.replace(/[.,]/g, (sign) => (sign === ',' ? '.' : '#')) : plain;
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(digits) ? Number(digits) : null;
}

/** `"[1..3)"`: ends are numbers, texts in quotes, dates, times and durations; one may be missing. */
function rangeFrom(text: string): FeelRange | null {
  const [, open, from = '', to = '', close] = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s.exec(text) ?? [];
  if (open === undefined) return null;
  const [start, end] = [endpoint(from), endpoint(to)];
  if (start === undefined || end === undefined || (start === null && end === null)) return null;
  if (start !== null && end !== null && typeOf(start) !== typeOf(end)) return null;
  if ((start === null && open === '[') || (end === null && close === ']')) return null;
  return rangeOf(start, end, open === '[', close === ']');
}

/** Null for an open end, undefined for what is no end at all. */
function endpoint(text: string): unknown {
  if (text === '' || text === 'null') return null;
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  const [, word, quoted] = /^(@|date|time|date and time|duration)?\(?"([^"]*)"\)?$/.exec(text) ?? [];
  if (quoted === undefined) return undefined;
  return word === undefined ? quoted : (readTemporal(quoted) ?? undefined);
}

/** Strict: of one type, equal, and times with the same offset. */
function isTheSame(a: unknown, b: unknown): boolean {
  if (typeOf(a) !== typeOf(b)) return false;
  if (typeof a !== 'object' || a === null) return a === b;
  if (Array.isArray(a)) return a.length === (b as unknown[]).length && a.every((item, i) => isTheSame(item, (b as unknown[])[i]));
  if (a instanceof FeelDateTime || typeOf(a) === 'time') {
    const [one, other] = [a as FeelDateTime, b as FeelDateTime];
    if (hasZone(one) !== hasZone(other) || offsetMillis(one) !== offsetMillis(other)) return false;
  }
  return equal(a, b) === true;
}
