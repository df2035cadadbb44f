import type { EvaluationContext } from '../types.ts';
import { FunctionValue } from './function-value.ts';
import { contextFunctions } from './functions/contexts.ts';
import { conversionFunctions } from './functions/conversions.ts';
import { invoke } from './functions/define.ts';
import type { Functions, Signature } from './functions/define.ts';
import { intervalFunctions } from './functions/intervals.ts';
import { listFunctions } from './functions/lists.ts';
import { momentFunctions } from './functions/moments.ts';
import { numberFunctions } from './functions/numbers.ts';
import { stringFunctions } from './functions/strings.ts';

/** A function of FEEL: the arguments in order, or by name. */
export type Builtin = (context: EvaluationContext, given: readonly unknown[] | ReadonlyMap<string, unknown>) => unknown;

const builtins = collected([
  ...conversionFunctions,
  ...stringFunctions,
  ...numberFunctions,
  ...listFunctions,
  ...contextFunctions,
  ...intervalFunctions,
  ...momentFunctions,
]);

function collected(functions: Functions): ReadonlyMap<string, readonly Signature[]> {
  const byName = new Map<string, Signature[]>();
  for (const [name, signature] of functions) byName.set(name, [...(byName.get(name) ?? []), signature]);
  return byName;
}

/** The function of that name, or null. */
export function builtinFunction(name: string): Builtin | null {
  const signatures = builtins.get(name);
  return signatures ? (context, given) => invoke(signatures, given, context) : null;
}

/** The same as a value, for who is handed a function: with as many parameters as its first way to be called. */
export function builtinValue(name: string, context: EvaluationContext): FunctionValue | null {
  const signatures = builtins.get(name);
  const parameters = signatures?.[0]?.parameters.map(([parameter]) => parameter);
  return signatures && parameters ? new FunctionValue(parameters, (given) => invoke(signatures, given, context)) : null;
}

/** Names as the parser must know them: `between` in one of ours would else be the operator. */
export const builtinNames: { readonly [name: string]: null } = Object.fromEntries(momentFunctions.map(([name]) => [name, null]));
