import { FeelDate } from 'feelin';
import type { EvaluationContext } from '../../types.ts';
import { midnightOf } from '../read-temporal.ts';
import { typeOf } from '../types-of-values.ts';
import type { ValueType } from '../types-of-values.ts';

/** `?` marks what may be left out or be null; `any` takes null too; `...` takes the rest. */
type Kind = ValueType | 'any' | 'duration' | 'point' | 'day';
export type ParameterType = Kind | `${Kind}?`;
export type Parameter = readonly [name: string, type: ParameterType];

/** One way to call a function built into FEEL. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  /** The last parameter takes all further arguments as one list; by name it is given as a list. */
  readonly variadic: boolean;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the types are those that `parameters` names
  run(context: EvaluationContext, ...given: any[]): unknown;
}

export type Functions = readonly (readonly [name: string, signature: Signature])[];

type Run = Signature['run'];

/** A function without a look at the surroundings. */
export const define = (name: string, parameters: readonly Parameter[], run: (...given: never[]) => unknown) =>
  [name, { parameters, variadic: false, run: (_context, ...given) => (run as Run)(...(given as never[] as [never])) }] as [
    string,
    Signature,
  ];

/** A function whose answer depends on the moment or on the institution's calendar. */
export const defineInContext = (name: string, parameters: readonly Parameter[], run: Run): [string, Signature] => [
  name,
  { parameters, variadic: false, run },
];

/** A function of any number of arguments, which are handed over as one list. */
export const defineVariadic = (
  name: string,
  parameters: readonly Parameter[],
  run: (...given: never[]) => unknown,
): [string, Signature] => {
  const [, fixed] = define(name, parameters, run);
  return [name, { ...fixed, variadic: true }];
};

const unfit = Symbol('unfit');

/** Calls the first of the ways to call a function that fits; null where none does. */
export function invoke(
  signatures: readonly Signature[],
  given: readonly unknown[] | ReadonlyMap<string, unknown>,
  context: EvaluationContext,
): unknown {
  for (const signature of signatures) {
    const bound = Array.isArray(given)
      ? inOrder(signature, given as readonly unknown[])
      : byName(signature, given as ReadonlyMap<string, unknown>);
    const values = bound && fitted(signature, bound);
    if (values) return signature.run(context, ...values) ?? null;
  }
  return null;
}

function inOrder({ parameters, variadic }: Signature, given: readonly unknown[]): readonly unknown[] | null {
  if (!variadic) return given.length <= parameters.length ? given : null;
  const fixed = parameters.length - 1;
  return given.length > fixed ? [...given.slice(0, fixed), given.slice(fixed)] : null;
}

function byName({ parameters, variadic }: Signature, given: ReadonlyMap<string, unknown>): unknown[] | null {
  if (![...given.keys()].every((name) => parameters.some(([known]) => known === name))) return null;
  const values = parameters.map(([name]) => given.get(name));
  const last = values.length - 1;
  if (variadic && !Array.isArray(values[last])) values[last] = [values[last]];
  return values;
}

function fitted({ parameters, variadic }: Signature, given: readonly unknown[]): unknown[] | null {
  const values: unknown[] = [];
  for (const [index, [, type]] of parameters.entries()) {
    const value = variadic && index === parameters.length - 1 ? given[index] : fit(given[index], type);
    if (value === unfit) return null;
    values.push(value);
  }
  return values;
}

/** The value as the parameter wants it: a list of one for its item, an item for a list of it, a day for its midnight. */
function fit(value: unknown, type: ParameterType): unknown {
  const optional = type.endsWith('?');
  const kind = (optional ? type.slice(0, -1) : type) as Kind;
  if (value === undefined || (value === null && kind !== 'any')) return optional ? undefined : unfit;
  if (kind === 'any' || isKind(value, kind)) return value;
  if (kind === 'list') return [value];
  if (Array.isArray(value) && value.length === 1) return fit(value[0], kind);
  if (kind === 'date and time' && value instanceof FeelDate) return midnightOf(value);
  return unfit;
}

function isKind(value: unknown, kind: Kind): boolean {
  const type = typeOf(value);
  switch (kind) {
    case 'duration':
      return type === 'days and time duration' || type === 'years and months duration';
    case 'day':
      return type === 'date' || type === 'date and time';
    case 'point':
      return type !== 'range' && type !== 'null' && type !== 'list';
    default:
      return type === kind;
  }
}
