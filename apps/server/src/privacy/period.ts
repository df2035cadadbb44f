/** `P10Y`, `P6M`, `P180D`; of Camunda's `historyTimeToLive` a bare number counts days too. Undefined for anything else. */
export const readPeriod = (text: string): string | undefined => {
  const days = /^\d{1,5}$/.exec(text.trim());
  if (days) return Number(days[0]) === 0 ? undefined : `P${Number(days[0])}D`;
  return /^P[1-9]\d{0,4}[YMD]$/.test(text.trim()) ? text.trim() : undefined;
};

/** @returns milliseconds; the 29th of February and days that a month lacks end on its last day */
export const shifted = (from: number, period: string, sign: 1 | -1): number => {
  const [, count = '0', unit] = /^P(\d+)([YMD])$/.exec(period) ?? [];
  const amount = sign * Number(count);
  if (unit === 'D') return from + amount * 86_400_000;
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + amount * (unit === 'Y' ? 12 : 1));
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
};
