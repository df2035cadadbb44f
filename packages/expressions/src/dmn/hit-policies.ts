import { equal } from '../feel-closures/order-and-equality.ts';
import { rounded } from '../feel/values.ts';
import { ExpressionError } from '../types.ts';

/** A rule that matched: its place in the table and its outputs in the order of the columns. */
export interface Match {
  readonly rule: number;
  readonly outputs: readonly unknown[];
}

/** For each column the values that it may give, the most important first; empty where none are listed. */
export type Priorities = readonly (readonly unknown[])[];

/** Which of the matches count, in which order. `single` policies leave one at most. */
export interface HitPolicy {
  readonly single: boolean;
  /** Whether later matches cannot change the result. */
  readonly stopsAtFirst?: boolean;
  choose(matches: readonly Match[], priorities: Priorities): readonly Match[];
}

const all = (matches: readonly Match[]): readonly Match[] => matches;

const byPriority = (matches: readonly Match[], priorities: Priorities): readonly Match[] => {
  const ranks = (match: Match): number[] =>
    match.outputs.map((output, column) => {
      const place = (priorities[column] ?? []).findIndex((value) => equal(output, value) === true);
      return place === -1 ? Number.MAX_SAFE_INTEGER : place;
    });
  const ranked = matches.map((match) => ({ match, rank: ranks(match) }));
  ranked.sort((a, b) => a.rank.map((place, column) => place - (b.rank[column] ?? 0)).find((order) => order !== 0) ?? 0);
  return ranked.map(({ match }) => match);
};

const numbersOf = (matches: readonly Match[]): string =>
  matches.map(({ rule }) => rule + 1).join(matches.length === 2 ? ' and ' : ', ');

/** The hit policies by their names in DMN. */
export const hitPolicies: ReadonlyMap<string, HitPolicy> = new Map<string, HitPolicy>([
  [
    'UNIQUE',
    {
      single: true,
      choose(matches) {
        if (matches.length < 2) return matches;
        throw new ExpressionError(`Rules ${numbersOf(matches)} match; the hit policy UNIQUE allows one.`);
      },
    },
  ],
  [
    'ANY',
    {
      single: true,
      choose(matches) {
        const first = matches[0]?.outputs ?? [];
        const same = matches.every(({ outputs }) => outputs.every((output, i) => equal(output, first[i] ?? null) === true));
        if (same) return matches.slice(0, 1);
        throw new ExpressionError(`Rules ${numbersOf(matches)} match with unlike outputs; the hit policy ANY wants them alike.`);
      },
    },
  ],
  ['FIRST', { single: true, stopsAtFirst: true, choose: (matches) => matches.slice(0, 1) }],
  ['PRIORITY', { single: true, choose: (matches, priorities) => byPriority(matches, priorities).slice(0, 1) }],
  ['RULE ORDER', { single: false, choose: all }],
  ['OUTPUT ORDER', { single: false, choose: byPriority }],
  ['COLLECT', { single: false, choose: all }],
]);

/** The aggregations of COLLECT by their names in DMN; of no value at all only COUNT says something. */
export const aggregations: ReadonlyMap<string, (values: readonly unknown[]) => number | null> = new Map([
  ['COUNT', (values: readonly unknown[]) => values.length],
  ['SUM', (values: readonly unknown[]) => ofNumbers(values, (a, b) => a + b)],
  ['MIN', (values: readonly unknown[]) => ofNumbers(values, Math.min)],
  ['MAX', (values: readonly unknown[]) => ofNumbers(values, Math.max)],
]);

function ofNumbers(values: readonly unknown[], combine: (a: number, b: number) => number): number | null {
  if (values.length === 0) return null;
  if (!values.every((value) => typeof value === 'number')) {
    throw new ExpressionError('The outputs that are to be aggregated are not all numbers.');
  }
  return rounded(values.reduce((a, b) => combine(a, b)));
}
