import type { Json } from '@gaita/contracts';

/** Evaluates a FEEL expression of a form; null when it fails. */
export type EvaluateFeel = (source: string, lookup: (name: string) => Json | undefined) => Json;

/** What checking a form needs from outside. */
export interface FormEnvironment {
  readonly evaluate: EvaluateFeel;
  /** Limits the time of a pattern; throws when stopped. */
  readonly guard: <T>(work: () => T) => T;
}

/** A component of a form-js schema, as far as the server reads it. */
export interface FormComponent {
  readonly type: string;
  readonly key?: string;
  /** Groups and lists: where the values of their components lie. */
  readonly path?: string;
  readonly components: readonly FormComponent[];
  /** Allowed values; undefined where the form does not name them. */
  readonly options?: readonly Json[];
  /** Variable that holds the options. */
  readonly optionsKey?: string;
  readonly optionsExpression?: string;
  readonly subtype?: string;
  readonly serializeToString: boolean;
  /** FEEL: when true the component is not shown, and nothing is taken from it. */
  readonly hide?: string;
  /** Shown, not to be filled in: a fixed answer or a FEEL expression. */
  readonly readonly: boolean | string;
  readonly validate: FieldRules;
}

export interface FieldRules {
  readonly required: boolean | string;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly kind?: 'email' | 'phone';
}

type Raw = { readonly [name: string]: unknown };
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const listOf = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.filter(isRaw) : []);
const flagOf = (value: unknown): boolean | string => (typeof value === 'string' ? value : value === true);

/** form-js takes numbers written as text. */
const numberOf = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

/** Reads a form-js schema; what it does not know is left out, as form-js does. */
export const readComponents = (schema: unknown): FormComponent[] =>
  isRaw(schema) ? listOf(schema['components']).map(readComponent) : [];

function readComponent(raw: Raw): FormComponent {
  const options = raw['values'];
  const conditional = isRaw(raw['conditional']) ? raw['conditional'] : {};
  const found = {
    key: textOf(raw['key']),
    path: textOf(raw['path']),
    options: Array.isArray(options) ? optionValues(options) : undefined,
    optionsKey: textOf(raw['valuesKey']),
    optionsExpression: textOf(raw['valuesExpression']),
    subtype: textOf(raw['subtype']),
    hide: textOf(conditional['hide']),
  };
  return {
    type: textOf(raw['type']) ?? '',
    components: readComponents(raw),
    serializeToString: raw['serializeToString'] === true,
    readonly: raw['disabled'] === true ? true : flagOf(raw['readonly']),
    validate: readRules(isRaw(raw['validate']) ? raw['validate'] : {}),
    ...withoutMissing(found),
  };
}

function readRules(raw: Raw): FieldRules {
  const kind = raw['validationType'];
  return {
    required: flagOf(raw['required']),
    ...withoutMissing({
      min: numberOf(raw['min']),
      max: numberOf(raw['max']),
      minLength: numberOf(raw['minLength']),
      maxLength: numberOf(raw['maxLength']),
      pattern: textOf(raw['pattern']),
      kind: kind === 'email' || kind === 'phone' ? kind : undefined,
    }),
  };
}

/** Values of options given as `{ label, value }` or plainly. */
export const optionValues = (options: readonly unknown[]): Json[] =>
  options.map((option) => (isRaw(option) && 'value' in option ? option['value'] : option) as Json);

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const withoutMissing = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
