import { readDate, readDateTime, readDuration, readTime } from './read-temporal.ts';
import { typeOf } from './types-of-values.ts';
import type { ValueType } from './types-of-values.ts';

interface NamedType {
  readonly type: ValueType | 'duration';
  readonly read?: (text: string) => unknown;
}

const number: NamedType = { type: 'number' };
const dateTime: NamedType = { type: 'date and time', read: readDateTime };
const dayTime: NamedType = { type: 'days and time duration', read: readDuration };
const yearMonth: NamedType = { type: 'years and months duration', read: readDuration };

/** FEEL's types by the names that models give them, Camunda's among them. */
const namedTypes: ReadonlyMap<string, NamedType> = new Map<string, NamedType>([
  ['string', { type: 'string' }],
  ['boolean', { type: 'boolean' }],
  ['number', number],
  ['integer', number],
  ['long', number],
  ['double', number],
  ['date', { type: 'date', read: readDate }],
  ['time', { type: 'time', read: readTime }],
  ['dateTime', dateTime],
  ['date and time', dateTime],
  ['dayTimeDuration', dayTime],
  ['days and time duration', dayTime],
  ['yearMonthDuration', yearMonth],
  ['years and months duration', yearMonth],
  ['duration', { type: 'duration', read: readDuration }],
  ['context', { type: 'context' }],
]);

/**
 * A value as a declared type of FEEL wants it: texts of dates, times and durations are read, an item of a list of one is
 * taken for itself. Null where the type does not fit; unknown types take everything.
 */
export function asNamedType(value: unknown, name: string): unknown {
  const known = namedTypes.get(name);
  if (!known || value === null) return value;
  if (fits(value, known)) return value;
  if (known.type === 'date' && typeOf(value) === 'date and time') return null;
  if (Array.isArray(value)) return value.length === 1 ? asNamedType(value[0], name) : null;
  if (known.type === 'date and time' && typeOf(value) === 'date') return readDateTime(`${String(value)}T00:00:00Z`);
  return typeof value === 'string' && known.read ? dateOnly(value, known) : null;
}

const fits = (value: unknown, { type }: NamedType): boolean =>
  type === 'duration' ? typeOf(value).endsWith('duration') : typeOf(value) === type;

/** A date may come as a moment, of which its day counts. */
function dateOnly(text: string, { type, read }: NamedType): unknown {
  const value = read?.(text) ?? null;
  if (value !== null || type !== 'date') return value;
  const moment = readDateTime(text);
  return moment && readDate(moment.unwrap().toPlainDate().toString());
}
