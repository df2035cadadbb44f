import type { FieldsView, FieldView, Language } from '@gaita/contracts';

type Raw = { readonly [name: string]: unknown };

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

/** A form-js schema with its texts by language: `<component id>.label`, `<component id>.values.<value>`. */
export interface FormFile {
  readonly schema: unknown;
  readonly texts: unknown;
}

/**
 * What the fields of forms call the values that they fill in, by key, in a language (else as the form has it). Of several
 * fields with one key the first that can be filled in counts: others only show what it holds.
 */
export function fieldTexts(forms: readonly FormFile[], language: Language): FieldsView {
  const found = new Map<string, FieldView>();
  for (const editable of [true, false])
    for (const { schema, texts } of forms) collect(schema, translation(texts, language), editable, found);
  return Object.fromEntries(found);
}

type Translate = (component: Raw, property: string) => string | undefined;

function translation(texts: unknown, language: Language): Translate {
  const wanted = isRaw(texts) && isRaw(texts[language]) ? texts[language] : {};
  return (component, property) => textOf(wanted[`${String(component['id'])}.${property}`]);
}

function collect(parent: unknown, translate: Translate, editable: boolean, found: Map<string, FieldView>): void {
  const components = isRaw(parent) && Array.isArray(parent['components']) ? parent['components'].filter(isRaw) : [];
  for (const component of components) {
    const isShownOnly = component['disabled'] === true || component['readonly'] === true;
    // A list or a group with a path is a value of its own; a plain group only frames its fields.
    const key = textOf(component['key']) ?? textOf(component['path']);
    if (key === undefined) collect(component, translate, editable, found);
    else if (isShownOnly !== editable && !found.has(key)) found.set(key, fieldOf(component, key, translate));
  }
}

function fieldOf(component: Raw, key: string, translate: Translate): FieldView {
  const label =
    translate(component, 'label') ??
    translate(component, 'dateLabel') ??
    textOf(component['label']) ??
    textOf(component['dateLabel']) ??
    key;
  const options = optionsOf(component, translate);
  const appearance = isRaw(component['appearance']) ? component['appearance'] : {};
  const suffix = translate(component, 'appearance.suffixAdorner') ?? textOf(appearance['suffixAdorner']);
  const parts = new Map<string, FieldView>();
  for (const editable of [true, false]) collect(component, translate, editable, parts);
  return {
    label,
    ...(options && { options }),
    ...(suffix !== undefined && { suffix }),
    ...(parts.size > 0 && { fields: Object.fromEntries(parts) }),
  };
}

function optionsOf(component: Raw, translate: Translate): Record<string, string> | undefined {
  const values = component['values'];
  if (!Array.isArray(values)) return undefined;
  return Object.fromEntries(
    values.filter(isRaw).map((choice) => {
      const value = String(choice['value']);
      return [value, translate(component, `values.${value}`) ?? textOf(choice['label']) ?? value];
    }),
  );
}
