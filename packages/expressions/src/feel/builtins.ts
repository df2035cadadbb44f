import { FeelFunction, evaluate } from 'feelin';
import { asContexts, rounded } from './values.ts';

// feelin does not export what a call gives that cannot be made; a call with an argument too many shows its class.
const Failure = (new FeelFunction(() => null, []).invoke([null]) as object).constructor;

const known = new Map<string, FeelFunction | null>();

/** feelin's function of that name, or null. */
export function builtinFunction(name: string): FeelFunction | null {
  let found = known.get(name);
  if (found === undefined) {
    found = readBuiltin(name);
    if (found) known.set(name, found);
  }
  return found;
}

function readBuiltin(name: string): FeelFunction | null {
  if (!/^[a-z][a-z ]*$/.test(name)) return null;
  try {
    // a name in context is read as one, even when it holds keywords; being undefined, it is feelin's function
    const { value } = evaluate(name, { [name]: undefined });
    return typeof value === 'function' ? new FeelFunction(value as () => unknown, parameters(value)) : null;
  } catch {
    return null; // a keyword of the language
  }
}

const parameters = (value: unknown): string[] => (value as { $args: string[] }).$args;

/** Calls with arguments in order or by name; what cannot be called that way gives null, as FEEL says. */
export function call(callee: FeelFunction, given: readonly unknown[] | { readonly [name: string]: unknown }): unknown {
  const result: unknown = callee.invoke(asContexts(given));
  if (typeof result === 'number') return rounded(result);
  return result === undefined || result instanceof Failure ? null : result;
}
