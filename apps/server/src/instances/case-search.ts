import type { Actor } from '../identity/index.ts';
import { seesOwnOnly } from '../identity/index.ts';
import type { Condition } from '../platform/database/condition.ts';
import { all, any } from '../platform/database/condition.ts';

const literally = (word: string): string => word.replace(/[!%_]/g, (sign) => `!${sign}`);
const matching = (column: string, pattern: string): Condition => ({ sql: `${column} LIKE ? ESCAPE '!'`, parameters: [pattern] });

/** Rows of `history_instance` with the folded word in their number or subject. */
export const casesSaying = (actor: Actor, word: string): Condition => {
  const pattern = `%${literally(word)}%`;
  return found(actor, matching('search', pattern), pattern);
};

/** Rows of `history_instance` whose number, with the subject behind it, begins so. */
export const casesBeginning = (actor: Actor, words: string): Condition =>
  found(actor, { sql: 'search >= ? AND search < ?', parameters: [words, `${words}\u{ffff}`] }, `${literally(words)}%`);

/** Who sees only a part of a case finds it by its number: else they could ask for its subject word by word. */
function found(actor: Actor, bySubject: Condition, keyPattern: string): Condition {
  const inPart = actor.institutions.filter((institution) => seesOwnOnly(actor, institution));
  if (inPart.length === 0) return bySubject;
  const whole: Condition = { sql: 'institution NOT IN (?)', parameters: [inPart] };
  return all([bySubject, any([whole, matching('LOWER(business_key)', keyPattern)])]);
}
