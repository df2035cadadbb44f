import type { FormComponent, FormSchema } from '../api/shapes.ts';

/** The choice with which a form ends: each of its values becomes a button that bears its words. */
export interface Outcome {
  readonly key: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** The form without the choice. */
  readonly rest: FormSchema;
}

const atMost = 4;

/** A choice of the form with the property `outcome: true` (form-js: custom properties) and at most four values. */
export function outcomeOf(schema: FormSchema): Outcome | undefined {
  const field = schema.components.find(isOutcome);
  if (!field?.key || !field.values || field.values.length === 0 || field.values.length > atMost) return undefined;
  return {
    key: field.key,
    choices: field.values,
    rest: { ...schema, components: schema.components.filter((component) => component !== field) },
  };
}

function isOutcome({ type, properties }: FormComponent): boolean {
  if (type !== 'radio' && type !== 'select') return false;
  const mark = (properties as { readonly outcome?: unknown } | undefined)?.outcome;
  return mark === true || mark === 'true';
}
