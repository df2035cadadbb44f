import type { Calendar } from '@gaita/calendar';
import type { Variables } from '@gaita/contracts';
import type { Lookup } from '@gaita/expressions';
import { ExpressionError } from '@gaita/expressions';
import type { Environment } from './advance-types.ts';
import type { CompiledProcess, ProcessStart } from './compile/compiled-process.ts';
import type { Due } from './time/cycle.ts';
import { own } from './own-key.ts';
import { timerDue } from './time/timer-due.ts';

type Surroundings = Pick<Environment, 'now'> & { readonly calendar: Calendar };

/**
 * When the timer of a start event is due for the first time; ask `nextCycle` with its `cycle` for the following firings.
 * Throws ExpressionError. Undefined when it never is.
 */
export function evaluateStartTimer(
  process: CompiledProcess,
  elementId: string,
  environment: Surroundings,
  definition?: number,
): Due | undefined {
  const start = process.startEvents.find(
    (candidate) => candidate.elementId === elementId && candidate.timer && candidate.definition === definition,
  );
  if (!start?.timer) throw new ExpressionError(`Process ${process.id} has no timer start event ${elementId}`);
  const { kind, value } = start.timer;
  const text = evaluateStart(process, value, environment);
  try {
    return timerDue(kind, text, environment.now, environment.calendar);
  } catch (error) {
    if (error instanceof ExpressionError) throw new ExpressionError(`${elementId}, ${value.property}: ${error.message}`);
    throw error;
  }
}

/** The message or signal name, or correlation key, of a start event: an expression that sees no variables. Throws ExpressionError. */
export function evaluateStart(
  process: CompiledProcess,
  expression: NonNullable<ProcessStart['name']>,
  { now, calendar }: Surroundings,
): string | null {
  if (expression.language === 'literal') return expression.source;
  const value = process.expressions.get(expression)?.evaluate(() => undefined, { now, calendar }) ?? null;
  if (value !== null && typeof value !== 'string')
    throw new ExpressionError(
      `${expression.elementId}, ${expression.property}: expected text, but found ${JSON.stringify(value)}`,
    );
  return value;
}

/** Whether the condition of a start holds for given variables. A variable that is missing does not satisfy it. Throws ExpressionError. */
export function evaluateStartCondition(
  process: CompiledProcess,
  { condition }: ProcessStart,
  variables: Variables,
  { now, calendar }: Surroundings,
): boolean {
  if (!condition) return false;
  if (condition.language === 'literal') return condition.source === 'true';
  let isMissing = false;
  const lookup: Lookup = (name) => {
    const value = own(variables, name);
    if (value === undefined) isMissing = true;
    return value;
  };
  try {
    return process.expressions.get(condition)?.evaluate(lookup, { now, calendar }) === true;
  } catch (error) {
    if (isMissing && error instanceof ExpressionError) return false;
    throw error;
  }
}
