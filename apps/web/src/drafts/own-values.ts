import type { Variables } from '@gaita/contracts';
import type { FormComponent, FormSchema } from '../api/shapes.ts';

/** What a form's fields hold: nothing of the case that the form only reads. */
export function ownValues(schema: FormSchema, values: Variables): Variables {
  const names = new Set(namesOf(schema.components));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

/** Variables that a form writes: the first part of each path. */
function namesOf(components: readonly FormComponent[]): string[] {
  return components.flatMap((component) => {
    const own = component.key ?? (typeof component.path === 'string' && component.path !== '' ? component.path : undefined);
    if (own !== undefined) return [own.split('.')[0] ?? own];
    return namesOf(component.components ?? []);
  });
}

/** What was filled in and is no field of the form any more: listed, so that it can be copied. */
export function removedValues(before: FormSchema, today: FormSchema, values: Variables): Variables {
  const kept = ownValues(today, values);
  return Object.fromEntries(
    Object.entries(ownValues(before, values)).filter(
      ([name, value]) => !Object.hasOwn(kept, name) && value !== null && value !== '' && value !== false,
    ),
  );
}
