import { toFeel } from 'feelin';
import type { FeelDateTime } from 'feelin';
import { isoText, nowOf } from '../feel/temporal.ts';
import { ExpressionError } from '../types.ts';
import type { EvaluationContext } from '../types.ts';

type Zoned = ReturnType<ReturnType<FeelDateTime['unwrap']>['toZonedDateTime']>;

/** What `now()` and `dateTime()` give: a point in time in the institution's zone. */
export class Moment {
  readonly value: Zoned;

  constructor(value: Zoned) {
    this.value = value;
  }

  static now(context: EvaluationContext): Moment {
    const now = nowOf(context);
    return new Moment(now.unwrap().toZonedDateTime(context.calendar.zone));
  }

  /** Milliseconds since 1970. */
  get time(): number {
    return this.value.epochMilliseconds;
  }

  /** ISO 8601 with the offset. */
  toString(): string {
    return isoText(toFeel(this.value) as FeelDateTime);
  }
}

interface MomentMethod {
  readonly takes: number;
  run(moment: Moment, ...given: number[]): Moment | number | string;
}

const units = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const shifts = ['plus', 'minus'].flatMap((direction) =>
  [...units, 'millis' as const].map((unit): [string, MomentMethod] => {
    const sign = direction === 'plus' ? 1 : -1;
    const name = unit === 'millis' ? 'milliseconds' : unit;
    const run = (moment: Moment, n: number) => changed(() => moment.value.add({ [name]: sign * n }));
    return [direction + capital(unit), { takes: 1, run }];
  }),
);

const fields = [
  ['withYear', 'year'],
  ['withMonthOfYear', 'month'],
  ['withDayOfMonth', 'day'],
  ['withHourOfDay', 'hour'],
  ['withMinuteOfHour', 'minute'],
  ['withSecondOfMinute', 'second'],
  ['withMillisOfSecond', 'millisecond'],
].map(([method = '', field = '']): [string, MomentMethod] => [
  method,
  { takes: 1, run: (moment, n) => changed(() => moment.value.with({ [field]: n }, { overflow: 'reject' })) },
]);

const time: MomentMethod = { takes: 0, run: (moment) => moment.time };

/** The methods of Joda's DateTime and Java's Date that models use; each takes whole numbers. */
const methods: ReadonlyMap<string, MomentMethod> = new Map<string, MomentMethod>([
  ...shifts,
  ...fields,
  ['withDayOfWeek', { takes: 1, run: ({ value }, n) => changed(() => value.add({ days: checkedDay(n) - value.dayOfWeek })) }],
  ['withTimeAtStartOfDay', { takes: 0, run: ({ value }) => changed(() => value.startOfDay()) }],
  [
    'withTime',
    {
      takes: 4,
      run: ({ value }, hour, minute, second, millisecond) =>
        changed(() => value.with({ hour, minute, second, millisecond }, { overflow: 'reject' })),
    },
  ],
  ['toDate', { takes: 0, run: (moment) => moment }],
  ['toString', { takes: 0, run: (moment) => moment.toString() }],
  ['getTime', time],
  ['getMillis', time],
]);

export const argumentsOfMoment = (name: string): number | undefined => methods.get(name)?.takes;

/** Calls one of the methods above. Throws ExpressionError for numbers that are not whole or lie outside of the calendar. */
export function callMoment(name: string, moment: Moment, given: readonly number[]): Moment | number | string {
  if (!given.every(Number.isInteger)) throw new ExpressionError(`"${name}" takes whole numbers.`);
  return (methods.get(name) as MomentMethod).run(moment, ...given);
}

/** `n` as ISO 8601 counts the days of a week, from 1 on Monday. */
function checkedDay(n: number): number {
  if (n < 1 || n > 7) throw new RangeError('a week has the days 1 to 7');
  return n;
}

function changed(change: () => Zoned): Moment {
  try {
    return new Moment(change());
  } catch (cause) {
    throw new ExpressionError(`There is no such date: ${(cause as Error).message}.`, { cause });
  }
}
