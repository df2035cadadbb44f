import type { Json, Variables } from '@gaita/contracts';
import type { FormComponent, FormSchema } from '../api/shapes.ts';

/** What a form holds as lines of text, `label: value`, to be copied elsewhere; empty fields are left out. */
export function inWords(schema: FormSchema, values: Variables): string {
  return lines(schema.components, values).join('\n');
}

function lines(components: readonly FormComponent[], values: Variables): string[] {
  return components.flatMap((component) => {
    const key = component.key ?? (typeof component.path === 'string' ? component.path : undefined);
    const value = key === undefined || !Object.hasOwn(values, key) ? undefined : values[key];
    if (Array.isArray(value) && component.components)
      return value.flatMap((row) => (isRecord(row) ? lines(component.components ?? [], row) : []));
    if (component.components) return lines(component.components, isRecord(value) ? value : values);
    const text = value === undefined ? '' : words(value);
    return text === '' ? [] : [`${component.label ?? component.id}: ${text}`];
  });
}

const words = (value: Json): string =>
  value === null
    ? ''
    : Array.isArray(value)
      ? value.map(words).join(', ')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);

const isRecord = (value: Json | undefined): value is Variables =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
