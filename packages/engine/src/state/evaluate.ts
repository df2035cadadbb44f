import type { Expression } from '@gaita/bpmn';
import type { Json } from '@gaita/contracts';
import type { Lookup } from '@gaita/expressions';
import { ExpressionError } from '@gaita/expressions';
import { readVariable, scopeSeenBy } from './variables.ts';
import type { Place, Step } from './step.ts';

/** What an expression sees at a place; `overlay` holds values that are about to be written. */
export function lookupAt(step: Step, scopeId: string, overlay?: ReadonlyMap<string, Json>): Lookup {
  const scopeOf = (id: string) => step.scope(id);
  return overlay
    ? (name) => (overlay.has(name) ? overlay.get(name) : readVariable(scopeOf, scopeId, name))
    : (name) => readVariable(scopeOf, scopeId, name);
}

/** Throws ExpressionError, which names element and property. */
export function evaluateWith(step: Step, expression: Expression, lookup: Lookup): Json {
  if (expression.language === 'literal') return expression.source;
  const compiled = step.process.expressions.get(expression);
  if (!compiled) throw new ExpressionError(`${where(expression)}: the expression cannot be read`);
  try {
    return compiled.evaluate(lookup, {
      now: step.environment.now,
      calendar: step.environment.calendar,
      execution: {
        processInstanceId: step.instanceId,
        ...(step.businessKey !== undefined && { businessKey: step.businessKey }),
      },
    });
  } catch (error) {
    if (error instanceof ExpressionError) throw new ExpressionError(`${where(expression)}: ${error.message}`);
    // the stack is used up: by values, for how deep an expression nests is bounded when it is read
    if (error instanceof RangeError) throw new ExpressionError(`${where(expression)}: its values nest too deeply`);
    throw error;
  }
}

export const evaluate = (step: Step, at: Pick<Place, 'scopeId' | 'tokenId'>, expression: Expression): Json =>
  evaluateWith(step, expression, lookupAt(step, scopeSeenBy(step, at)));

/** What names people, roles, messages and topics is stored in indices, which hold this many characters. */
const longestKey = 191;

/** A key: text, or undefined for null and the empty text; numbers and Booleans as they print. Throws ExpressionError. */
export function evaluateText(step: Step, at: Pick<Place, 'scopeId' | 'tokenId'>, expression?: Expression): string | undefined {
  if (!expression) return undefined;
  const value = evaluate(step, at, expression);
  if (value === null || value === '') return undefined;
  if (typeof value === 'object') throw new ExpressionError(`${where(expression)}: expected text, but found ${typeOf(value)}`);
  return storable(String(value), expression);
}

function storable(key: string, expression: Expression): string {
  if (key.length > longestKey)
    throw new ExpressionError(`${where(expression)}: at most ${longestKey} characters are stored, but it gives ${key.length}`);
  if (key.includes('\0')) throw new ExpressionError(`${where(expression)}: the character NUL cannot be stored`);
  return key;
}

/** Null counts as false. */
export function evaluateCondition(step: Step, expression: Expression, lookup: Lookup): boolean {
  const value = evaluateWith(step, expression, lookup);
  if (value === true || value === false) return value;
  if (value === null) return false;
  if (expression.language === 'literal' && (value === 'true' || value === 'false')) return value === 'true';
  throw new ExpressionError(`${where(expression)}: expected true or false, but found ${typeOf(value)}`);
}

/** A list, or comma-separated text: `a, b`. Empty entries are left out. */
export function evaluateNames(step: Step, at: Pick<Place, 'scopeId' | 'tokenId'>, expressions: readonly Expression[]): string[] {
  const names = new Set<string>();
  for (const expression of expressions) {
    const value = evaluate(step, at, expression);
    for (const entry of Array.isArray(value) ? value : String(value ?? '').split(',')) {
      const name = String(entry ?? '').trim();
      if (name !== '') names.add(storable(name, expression));
    }
  }
  return [...names];
}

export const where = (expression: Expression): string => `${expression.elementId}, ${expression.property}`;

export const typeOf = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value);
