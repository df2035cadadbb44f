const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/**
 * What a form should hold after somebody else changed the row below it: what the person typed stays, fields that they left alone
 * follow the row.
 */
export function carriedOver<Given extends object>(given: Given, seen: Given, now: Given): Given {
  const keys = Object.keys(given) as (keyof Given)[];
  return Object.fromEntries(keys.map((key) => [key, isSame(given[key], seen[key]) ? now[key] : given[key]])) as Given;
}

/** A field in words: its label and what it says of a form. */
export type Field<Given> = readonly [label: string, say: (given: Given) => string];

interface Row {
  readonly label: string;
  readonly here: string;
  readonly there: string;
}

/** The fields that somebody else changed, or in which the form differs from the row as it is now. */
export const changedFields = <Given>(fields: readonly Field<Given>[], given: Given, seen: Given, now: Given): Row[] =>
  fields
    .map(([label, say]) => ({ label, here: say(given), there: say(now), before: say(seen) }))
    .filter(({ here, there, before }) => here !== there || before !== there)
    .map(({ label, here, there }) => ({ label, here, there }));
