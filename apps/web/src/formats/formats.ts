import type { Language } from '@gaita/contracts';

const locale: { readonly [L in Language]: string } = { en: 'en-GB', lv: 'lv-LV', lt: 'lt-LT', bg: 'bg-BG' };

// en 5 Mar 2026, lv 05.03.2026, lt 2026-03-05, bg 05.03.2026 г.
const dateStyle: { readonly [L in Language]: Intl.DateTimeFormatOptions } = {
  en: { day: 'numeric', month: 'short', year: 'numeric' },
  lv: { day: '2-digit', month: '2-digit', year: 'numeric' },
  lt: { day: '2-digit', month: '2-digit', year: 'numeric' },
  bg: { day: '2-digit', month: '2-digit', year: 'numeric' },
};

export interface Formats {
  date(at: number | string): string;
  /** A day of the calendar (YYYY-MM-DD), the same in every zone. */
  day(day: string): string;
  time(at: number | string): string;
  moment(at: number | string): string;
  number(value: number): string;
  euro(value: number): string;
  /** Of a hundred: 50 is one half. */
  percent(value: number): string;
  compare(a: string, b: string): number;
  /** `a, b and c` */
  all(words: readonly string[]): string;
  /** `a, b or c` */
  oneOf(words: readonly string[]): string;
}

/** Dates, times and numbers as the language writes them; 24 hours. `zone`: IANA name, default the browser's. */
export function formatsFor(language: Language, zone?: string): Formats {
  const tag = locale[language];
  const timeZone = zone === undefined ? {} : { timeZone: zone };
  const dates = new Intl.DateTimeFormat(tag, { ...dateStyle[language], ...timeZone });
  const days = new Intl.DateTimeFormat(tag, { ...dateStyle[language], timeZone: 'UTC' });
  const times = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...timeZone });
  const percents = new Intl.NumberFormat(tag, { style: 'percent' });
  const euros = new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR' });
  const numbers = new Intl.NumberFormat(tag);
  const collator = new Intl.Collator(tag, { numeric: true });
  const sums = new Intl.ListFormat(tag, { type: 'conjunction' });
  const choices = new Intl.ListFormat(tag, { type: 'disjunction' });
  const date = (at: number | string) => dates.format(new Date(at));
  const time = (at: number | string) => times.format(new Date(at));
  return {
    date,
    day: (day) => days.format(new Date(day)),
    time,
    moment: (at) => `${date(at)} ${time(at)}`,
    number: (value) => numbers.format(value),
    euro: (value) => euros.format(value),
    percent: (value) => percents.format(value / 100),
    compare: (a, b) => collator.compare(a, b),
    all: (words) => sums.format(words),
    oneOf: (words) => choices.format(words),
  };
}
