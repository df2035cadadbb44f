import type { FormComponent, FormSchema } from '../api/shapes.ts';

export interface FieldError {
  /** Ends the id of the field's element on the page. */
  readonly domId: string;
  readonly label: string;
  readonly messages: readonly string[];
}

/** What the summary above a form lists; each round of checks takes the focus there. */
export interface Wrong {
  readonly errors: readonly FieldError[];
  readonly round: number;
}
export const nothingWrong: Wrong = { errors: [], round: 0 };

/** A summary that stands goes along with what is entered; none appears, and the focus stays, until the form is sent again. */
export function stillWrong(before: Wrong, errors: readonly FieldError[]): Wrong {
  const isSame = JSON.stringify(before.errors) === JSON.stringify(errors);
  return before.errors.length === 0 || isSame ? before : { ...before, errors };
}

/** What form-js found, one entry a field in the order of the form; repeated fields have one for each row. */
export function listErrors(schema: FormSchema, errors: { readonly [id: string]: unknown }): FieldError[] {
  return fieldsOf(schema.components).flatMap((field) => rowsOf(field, errors[field.id], field.id));
}

function rowsOf(field: FormComponent, found: unknown, domId: string): FieldError[] {
  if (Array.isArray(found) && found.every((message) => typeof message === 'string'))
    return [{ domId, label: labelOf(field), messages: found }];
  if (typeof found !== 'object' || found === null) return [];
  // Keyed by row; an array where form-js filled it by number.
  return Object.entries(found).flatMap(([row, inner]) => rowsOf(field, inner, `${domId}_${row}`));
}

const fieldsOf = (components: readonly FormComponent[]): FormComponent[] =>
  components.flatMap((component) => [component, ...fieldsOf(component.components ?? [])]);

const labelOf = (field: FormComponent): string =>
  [field.label, field.dateLabel, field.timeLabel, field.key].find((label): label is string => typeof label === 'string') ??
  field.id;
