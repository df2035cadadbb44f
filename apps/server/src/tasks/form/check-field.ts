import type { FormFault, Json } from '@gaita/contracts';
import { ExpressionError } from '@gaita/expressions';
import type { FieldRules, FormComponent } from './form-schema.ts';

type Fault = Pick<FormFault, 'rule' | 'message'>;

interface FieldContext {
  readonly required: boolean;
  /** Allowed values, where the form names them. */
  readonly options?: readonly Json[];
  readonly guard: <T>(work: () => T) => T;
}

const fault = (rule: FormFault['rule'], message: string): Fault => ({ rule, message });

/** One value against one field of a form; undefined when nothing is wrong. */
export function checkField(value: Json | undefined, component: FormComponent, context: FieldContext): Fault | undefined {
  if (isMissing(value, component.type)) return context.required ? fault('required', 'This field is needed.') : undefined;
  const check = checks[component.type];
  return check?.(value, component, context);
}

/** As form-js: an empty text or list is no answer, and a needed checkbox must be ticked. */
function isMissing(value: Json | undefined, type: string): value is null | undefined {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return type === 'checkbox' && value === false;
}

type Check = (value: Json, component: FormComponent, context: FieldContext) => Fault | undefined;

const text: Check = (value, { validate }, { guard }) => {
  if (typeof value !== 'string') return fault('type', 'Text is needed.');
  const { minLength, maxLength } = validate;
  if (minLength !== undefined && value.length < minLength)
    return fault('min-length', `At least ${minLength} characters are needed.`);
  if (maxLength !== undefined && value.length > maxLength) return fault('max-length', `At most ${maxLength} characters fit.`);
  return pattern(value, validate, guard);
};

const kinds = {
  email: { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: 'An e-mail address is needed.' },
  phone: { pattern: /^\+?[\d\s().-]{3,30}$/, message: 'A telephone number is needed.' },
} as const;

function pattern(value: string, rules: FieldRules, guard: FieldContext['guard']): Fault | undefined {
  const kind = rules.kind && kinds[rules.kind];
  if (kind && !kind.pattern.test(value)) return fault('pattern', kind.message);
  if (rules.pattern === undefined) return undefined;
  return matches(rules.pattern, value, guard) ? undefined : fault('pattern', `The value must match ${rules.pattern}.`);
}

/** The pattern comes with the form: one that takes too long counts as not matched, one that cannot be read lets everything pass. */
function matches(source: string, value: string, guard: FieldContext['guard']): boolean {
  try {
    const expression = new RegExp(source);
    return guard(() => expression.test(value));
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

const number: Check = (value, { validate: { min, max }, serializeToString }) => {
  const given = serializeToString && typeof value === 'string' ? Number(value) : value;
  if (typeof given !== 'number' || !Number.isFinite(given)) return fault('type', 'A number is needed.');
  if (min !== undefined && given < min) return fault('min', `The value must be at least ${min}.`);
  if (max !== undefined && given > max) return fault('max', `The value must be at most ${max}.`);
  return undefined;
};

const checkbox: Check = (value) => (typeof value === 'boolean' ? undefined : fault('type', 'Yes or no is needed.'));

const sameJson = (a: Json, b: Json): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

const option: Check = (value, _component, { options }) =>
  options && !options.some((allowed) => sameJson(allowed, value))
    ? fault('unknown-value', `${JSON.stringify(value)} is not among the choices.`)
    : undefined;

const several: Check = (value, component, context) => {
  if (!Array.isArray(value)) return fault('type', 'A list of choices is needed.');
  for (const one of value) {
    const found = option(one, component, context);
    if (found) return found;
  }
  return undefined;
};

const moments: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:\d{2})?$/,
  datetime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:?\d{2})?$/,
};

const datetime: Check = (value, { subtype = 'datetime' }) => {
  const known = moments[subtype];
  if (!known || (typeof value === 'string' && known.test(value) && isDay(value, subtype))) return undefined;
  return fault('type', subtype === 'time' ? 'A time is needed.' : 'A date is needed.');
};

/** `2026-02-30` has the right shape, but is no day. */
function isDay(value: string, subtype: string): boolean {
  if (subtype === 'time') return true;
  const day = value.slice(0, 10);
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}

const checks: Readonly<Record<string, Check>> = {
  textfield: text,
  textarea: text,
  number,
  checkbox,
  radio: option,
  select: option,
  checklist: several,
  taglist: several,
  datetime,
};
