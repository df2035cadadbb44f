import { FeelRange } from 'feelin';
import { difference } from '../ranges.ts';
import { define } from './define.ts';
import type { Functions } from './define.ts';

/** A point is a range that holds it alone. */
interface Ends {
  readonly start: unknown;
  readonly end: unknown;
  readonly from: boolean;
  readonly to: boolean;
}

const endsOf = (value: unknown): Ends =>
  value instanceof FeelRange
    ? { start: value.start as unknown, end: value.end as unknown, from: value['start included'], to: value['end included'] }
    : { start: value, end: value, from: true, to: true };

type Relation = (a: Ends, b: Ends) => boolean;

/** Thrown by `compare`, for an answer of null: the ends have no order. */
class Incomparable extends Error {}

/** The order of two ends; an open end is beyond all others on its side. */
function compare(a: unknown, b: unknown, openA: number, openB: number): number {
  if (a === null || b === null) return (a === null ? openA : 0) - (b === null ? openB : 0);
  const order = difference(a, b);
  if (order === null) throw new Incomparable();
  return order;
}

const starts = (a: Ends, b: Ends) => compare(a.start, b.start, -1, -1);
const ends = (a: Ends, b: Ends) => compare(a.end, b.end, 1, 1);
const endToStart = (a: Ends, b: Ends) => compare(a.end, b.start, 1, -1);

const before: Relation = (a, b) => endToStart(a, b) < 0 || (endToStart(a, b) === 0 && !(a.to && b.from));
const meets: Relation = (a, b) => endToStart(a, b) === 0 && a.to && b.from;
const startsInside: Relation = (a, b) => starts(a, b) > 0 || (starts(a, b) === 0 && (b.from || !a.from));
const endsInside: Relation = (a, b) => ends(a, b) < 0 || (ends(a, b) === 0 && (b.to || !a.to));
const during: Relation = (a, b) => startsInside(a, b) && endsInside(a, b);
const overlaps: Relation = (a, b) => !before(a, b) && !before(b, a);
const sameStart: Relation = (a, b) => starts(a, b) === 0 && a.from === b.from;
const sameEnd: Relation = (a, b) => ends(a, b) === 0 && a.to === b.to;
const beginsEarlier: Relation = (a, b) => starts(a, b) < 0 || (starts(a, b) === 0 && a.from && !b.from);
const endsEarlier: Relation = (a, b) => ends(a, b) < 0 || (ends(a, b) === 0 && !a.to && b.to);
const overlapsBefore: Relation = (a, b) => beginsEarlier(a, b) && overlaps(a, b) && (endsEarlier(a, b) || sameEnd(a, b));
const overlapsAfter: Relation = (a, b) => (beginsEarlier(b, a) || sameStart(a, b)) && overlaps(a, b) && endsEarlier(b, a);
const inverse =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

type Kind = 'point' | 'range';

function relation(name: string, kinds: readonly (readonly [Kind, Kind])[], holds: Relation): Functions {
  return kinds.map(([first, second]) => {
    const [a, b] = first === second ? [`${first}1`, `${second}2`] : [first, second];
    return define(
      name,
      [
        [a, first],
        [b, second],
      ],
      (one: unknown, other: unknown) => {
        try {
          return holds(endsOf(one), endsOf(other));
        } catch (error) {
          if (error instanceof Incomparable) return null;
          throw error;
        }
      },
    );
  });
}

const ranges = [['range', 'range']] as const;
const pointInRange = [['point', 'range'], ...ranges] as const;
const rangeAndPoint = [['range', 'point'], ...ranges] as const;
const everyKind = [['point', 'point'], ['point', 'range'], ['range', 'point'], ...ranges] as const;

/** DMN 10.3.4.8: how points and ranges lie to each other. */
export const intervalFunctions: Functions = [
  ...relation('before', everyKind, before),
  ...relation('after', everyKind, inverse(before)),
  ...relation('meets', ranges, meets),
  ...relation('met by', ranges, inverse(meets)),
  ...relation('overlaps', ranges, overlaps),
  ...relation('overlaps before', ranges, overlapsBefore),
  ...relation('overlaps after', ranges, overlapsAfter),
  ...relation('finishes', [['point', 'range']], (point, range) => range.to && ends(point, range) === 0),
  ...relation('finishes', ranges, (a, b) => sameEnd(a, b) && startsInside(a, b)),
  ...relation('finished by', [['range', 'point']], (range, point) => range.to && ends(point, range) === 0),
  ...relation('finished by', ranges, (a, b) => sameEnd(a, b) && startsInside(b, a)),
  ...relation('includes', rangeAndPoint, inverse(during)),
  ...relation('during', pointInRange, during),
  ...relation('starts', [['point', 'range']], (point, range) => range.from && starts(point, range) === 0),
  ...relation('starts', ranges, (a, b) => sameStart(a, b) && endsInside(a, b)),
  ...relation('started by', [['range', 'point']], (range, point) => range.from && starts(point, range) === 0),
  ...relation('started by', ranges, (a, b) => sameStart(a, b) && endsInside(b, a)),
  ...relation('coincides', [['point', 'point'], ...ranges], (a, b) => sameStart(a, b) && sameEnd(a, b)),
];
