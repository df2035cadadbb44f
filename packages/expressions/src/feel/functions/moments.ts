import type { FeelDate, FeelDateTime } from 'feelin';
import { nowOf, todayOf } from '../temporal.ts';
import { addWorkingDays, legalDeadline, workingDaysBetween } from '../working-day-functions.ts';
import { define, defineInContext } from './define.ts';
import type { Functions, Parameter } from './define.ts';

const date: Parameter = ['date', 'day'];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = 'January February March April May June July August September October November December'.split(' ');

/** DMN 10.3.4.6 and 10.3.4.7, and what is ours: working days of the institution's calendar. */
export const momentFunctions: Functions = [
  defineInContext('now', [], nowOf),
  defineInContext('today', [], todayOf),
  define('day of year', [date], (day: FeelDate | FeelDateTime) => day.unwrap().dayOfYear),
  define('day of week', [date], (day: FeelDate | FeelDateTime) => weekdays[day.unwrap().dayOfWeek - 1]),
  define('month of year', [date], (day: FeelDate | FeelDateTime) => months[day.unwrap().month - 1]),
  define('week of year', [date], (day: FeelDate | FeelDateTime) => day.unwrap().weekOfYear),
  defineInContext(
    'add working days',
    [
      ['from', 'any'],
      ['n', 'any'],
    ],
    addWorkingDays,
  ),
  defineInContext(
    'working days between',
    [
      ['a', 'any'],
      ['b', 'any'],
    ],
    workingDaysBetween,
  ),
  defineInContext(
    'legal deadline',
    [
      ['procedure', 'any'],
      ['from', 'any'],
    ],
    legalDeadline,
  ),
];
