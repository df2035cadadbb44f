import type { FormFault, Json, Variables } from '@gaita/contracts';
import { checkField } from './check-field.ts';
import type { FormComponent, FormEnvironment } from './form-schema.ts';
import { optionValues, readComponents } from './form-schema.ts';

export interface CheckedForm {
  /** What the form lets through: the variables that it fills in, nothing read-only or hidden. */
  readonly values: Variables;
  readonly faults: readonly FormFault[];
}

type Lookup = (name: string) => Json | undefined;

/** Where the walk stands: values are read below `inside`, faults are named with `prefix`. */
interface Level {
  readonly inside: Json | undefined;
  readonly prefix: string;
  readonly lookup: Lookup;
}

const isMap = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const valueAt = (value: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((inside, name) => memberOf(inside, name), value);

const joined = (prefix: string, path: string): string => (prefix === '' ? path : `${prefix}.${path}`);

/**
 * Checks values against a form-js schema as the form itself does before it sends: required, limits, pattern, options,
 * conditions under which a field is hidden. Hidden fields and those that the form shows read-only are left out of `values`;
 * names that the form does not have are faults.
 * @param visible variables that the task sees, for conditions
 */
export function checkForm(schema: unknown, entered: Variables, visible: Variables, environment: FormEnvironment): CheckedForm {
  const walk = new Walk(environment);
  const lookup: Lookup = (name) => memberOf(entered, name) ?? memberOf(visible, name);
  walk.components(readComponents(schema), { inside: entered, prefix: '', lookup }, false);
  const values: Variables = Object.create(null) as Variables;
  for (const [name, value] of Object.entries(entered)) {
    if (walk.filled.has(name)) values[name] = value;
    else if (!walk.known.has(name))
      walk.faults.push({ field: name, rule: 'unknown-field', message: `The form has no field ${name}.` });
  }
  return { values: { ...values }, faults: walk.faults };
}

class Walk {
  readonly faults: FormFault[] = [];
  /** Variables that the form shows. */
  readonly known = new Set<string>();
  /** Variables of which the form lets something be filled in. */
  readonly filled = new Set<string>();
  private readonly environment: FormEnvironment;

  constructor(environment: FormEnvironment) {
    this.environment = environment;
  }

  components(components: readonly FormComponent[], level: Level, fixed: boolean): void {
    for (const component of components) {
      const closed = fixed || (component.hide !== undefined && this.isTrue(component.hide, level.lookup));
      const shut = closed || this.flag(component.readonly, level.lookup);
      if (component.type === 'dynamiclist') this.list(component, level, shut);
      else if (component.components.length > 0) this.components(component.components, this.below(component, level), shut);
      else if (component.key !== undefined) this.field(component, component.key, level, shut);
    }
  }

  private below({ path }: FormComponent, level: Level): Level {
    if (path === undefined) return level;
    return { ...level, inside: valueAt(level.inside, path), prefix: joined(level.prefix, path) };
  }

  private list({ path, components }: FormComponent, level: Level, shut: boolean): void {
    if (path === undefined) return;
    const place = joined(level.prefix, path);
    this.note(place, shut);
    const rows = valueAt(level.inside, path);
    if (shut || rows === undefined || rows === null) return;
    if (!Array.isArray(rows)) {
      this.faults.push({ field: place, rule: 'type', message: 'A list is needed.' });
      return;
    }
    rows.forEach((row, index) => {
      const lookup: Lookup = (name) => memberOf(row, name) ?? level.lookup(name);
      this.components(components, { inside: row, prefix: `${place}[${index}]`, lookup }, false);
    });
  }

  private field(component: FormComponent, key: string, level: Level, shut: boolean): void {
    const place = joined(level.prefix, key);
    this.note(place, shut);
    if (shut) return;
    const options = this.optionsOf(component, level.lookup);
    const fault = checkField(valueAt(level.inside, key), component, {
      required: this.flag(component.validate.required, level.lookup),
      ...(options && { options }),
      guard: this.environment.guard,
    });
    if (fault) this.faults.push({ field: place, ...fault });
  }

  private note(place: string, shut: boolean): void {
    const name = /^[^.[]+/.exec(place)?.[0] ?? place;
    this.known.add(name);
    if (!shut) this.filled.add(name);
  }

  private optionsOf({ options, optionsKey, optionsExpression }: FormComponent, lookup: Lookup): readonly Json[] | undefined {
    if (options) return options;
    const [name = '', ...path] = (optionsKey ?? '').split('.');
    const given =
      optionsExpression === undefined
        ? path.reduce<Json | undefined>(memberOf, optionsKey === undefined ? undefined : lookup(name))
        : this.environment.evaluate(optionsExpression, lookup);
    return Array.isArray(given) ? optionValues(given) : undefined;
  }

  private flag(given: boolean | string, lookup: Lookup): boolean {
    return typeof given === 'string' ? this.isTrue(given, lookup) : given;
  }

  private isTrue(expression: string, lookup: Lookup): boolean {
    return this.environment.evaluate(expression, lookup) === true;
  }
}
