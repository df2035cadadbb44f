import { FeelFunction } from 'feelin';
import type { EvaluationContext } from '../types.ts';
import { nowOf, todayOf } from './temporal.ts';
import { addWorkingDays, legalDeadline, workingDaysBetween } from './working-day-functions.ts';

export interface ContextFunction {
  readonly parameters: readonly string[];
  run(context: EvaluationContext, ...given: unknown[]): unknown;
}

/** Functions whose answer depends on the moment or on the institution's calendar; they stand before feelin's own. */
const functions = new Map<string, ContextFunction>([
  ['now', { parameters: [], run: nowOf }],
  ['today', { parameters: [], run: todayOf }],
  ['add working days', { parameters: ['from', 'n'], run: addWorkingDays }],
  ['working days between', { parameters: ['a', 'b'], run: workingDaysBetween }],
  ['legal deadline', { parameters: ['procedure', 'from'], run: legalDeadline }],
]);

/** The function of that name bound to an evaluation, or null. */
export function contextFunction(name: string, context: EvaluationContext): FeelFunction | null {
  const found = functions.get(name);
  if (!found) return null;
  return new FeelFunction((...given: unknown[]) => found.run(context, ...given), [...found.parameters]);
}

/** Their names as the parser must know them: `between` would else be the operator. */
export const contextFunctionNames: { readonly [name: string]: null } = Object.fromEntries(
  [...functions.keys()].map((name) => [name, null]),
);

export const isContextFunction = (name: string): boolean => functions.has(name);
