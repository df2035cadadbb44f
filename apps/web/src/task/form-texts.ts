import type { Language } from '@gaita/contracts';
import type { FormComponent, FormSchema } from '../api/shapes.ts';

/**
 * The form in a language: texts lie by `<component id>.<property>`, those of choices by
 * `<component id>.values.<value>`. What is missing stays as the form has it (English).
 */
export function applyFormTexts(
  schema: FormSchema,
  texts: { readonly [language: string]: unknown } | undefined,
  language: Language,
): FormSchema {
  const wanted = texts?.[language];
  if (!isTexts(wanted)) return schema;
  const byComponent = new Map<string, [path: string[], text: string][]>();
  for (const [key, text] of Object.entries(wanted)) {
    const [id = '', ...path] = key.split('.');
    byComponent.set(id, [...(byComponent.get(id) ?? []), [path, text]]);
  }
  const translate = (component: FormComponent): FormComponent => {
    const translated = (byComponent.get(component.id) ?? []).reduce<FormComponent>(
      (sofar, [path, text]) => withText(sofar, path, text),
      component,
    );
    return component.components ? { ...translated, components: component.components.map(translate) } : translated;
  };
  return { ...schema, components: schema.components.map(translate) };
}

function withText(component: FormComponent, [property = '', ...rest]: readonly string[], text: string): FormComponent {
  if (property === 'values')
    return {
      ...component,
      values: component.values?.map((choice) => (choice.value === rest.join('.') ? { ...choice, label: text } : choice)),
    };
  if (rest.length === 0) return { ...component, [property]: text };
  // Deeper places (`validate.patternErrorMessage`, `appearance.suffixAdorner`) are changed only where the form has the outer part.
  const outer = component[property];
  const [inner] = rest;
  if (typeof outer !== 'object' || outer === null || inner === undefined || rest.length > 1) return component;
  return { ...component, [property]: { ...outer, [inner]: text } };
}

const isTexts = (given: unknown): given is { readonly [path: string]: string } =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
