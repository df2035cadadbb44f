import type { DayNumber } from './local-date.ts';
import { dayNumber } from './local-date.ts';

export type Church = 'western' | 'orthodox';

/** Easter Sunday in the Gregorian calendar. The algorithms are those of J. Meeus, Astronomical Algorithms, chapter 8. */
export function easterSunday(church: Church, year: number): DayNumber {
  return church === 'western' ? gregorianEaster(year) : julianEaster(year);
}

function gregorianEaster(year: number): DayNumber {
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const golden = year % 19;
  const moonCorrection = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - moonCorrection + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const march = epact + toSunday - 7 * late + 22;
  return dayNumber(year, 3, march);
}

function julianEaster(year: number): DayNumber {
  const moon = (19 * (year % 19) + 15) % 30;
  const toSunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const calendarGap = Math.floor(year / 100) - Math.floor(year / 400) - 2;
  return dayNumber(year, 3, moon + toSunday + 22 + calendarGap);
}
