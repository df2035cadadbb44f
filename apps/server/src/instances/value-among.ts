import type { Condition } from '../platform/database/condition.ts';
import { condition } from '../platform/database/condition.ts';

/** Characters of a value that its index holds. */
const indexed = 40;

/** Rows of `history_variable` with one of the values; with `name` beside it by an index, however many cases there are. */
export function valueAmong(values: readonly unknown[]): Condition {
  const texts = values.map((value) => JSON.stringify(value));
  const beginnings = [...new Set(texts.map((text) => [...text].slice(0, indexed).join('')))];
  // SQLite finds its index by the expression, MySQL by the column itself
  return condition(`substr(value, 1, ${indexed}) IN (?) AND value IN (?)`, beginnings, texts);
}
