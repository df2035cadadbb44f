import type { Calendar } from '@gaita/calendar';
import { ExpressionError } from '@gaita/expressions';
import type { Environment } from './advance-types.ts';
import type { CompiledProcess, ProcessStart } from './compile/compiled-process.ts';
import type { Due } from './time/cycle.ts';
import { timerDue } from './time/timer-due.ts';

type Surroundings = Pick<Environment, 'now'> & { readonly calendar: Calendar };

/**
 * When the timer of a start event is due for the first time; ask `nextCycle` with its `cycle` for the following firings.
 * Throws ExpressionError. Undefined when it never is.
 */
export function evaluateStartTimer(process: CompiledProcess, elementId: string, environment: Surroundings): Due | undefined {
  const start = process.startEvents.find((candidate) => candidate.elementId === elementId && candidate.timer);
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
