import type { Json } from '@gaita/contracts';
import type { Formats } from './formats.ts';

const day = /^\d{4}-\d\d-\d\d$/;
// With a zone or offset it is a moment; without one it is what a clock showed, wherever it hung.
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)(\[[\w/+-]+\]|@[\w/+-]+)?$/;
const clock = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d(\.\d+)?)?$/;

/** A single value as the language writes it; undefined for lists and contexts. Texts that are dates of ISO 8601 become dates. */
export function valueWords(value: Json, formats: Formats, yes: string, no: string): string | undefined {
  if (value === null || value === '') return '–';
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'number') return formats.number(value);
  return typeof value === 'string' ? textWords(value, formats) : undefined;
}

function textWords(text: string, formats: Formats): string {
  if (day.test(text)) return isReal(`${text}T12:00Z`) ? formats.day(text) : text;
  const [, date, time] = clock.exec(text) ?? [];
  if (date && time) return isReal(`${text}Z`) ? `${formats.day(date)} ${time}` : text;
  const instant = moment.test(text) ? text.replace(/(\[|@).*$/, '') : '';
  return instant !== '' && isReal(instant) ? formats.moment(instant) : text;
}

const isReal = (text: string): boolean => !Number.isNaN(Date.parse(text));
