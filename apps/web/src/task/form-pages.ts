import type { Json, Variables } from '@gaita/contracts';
import type { FormComponent, FormSchema } from '../api/shapes.ts';

/** More fields than this are no form but a wall: they come a group a page on a desk, too. */
const overseen = 40;

/**
 * The form a group a page; fields between groups share a page, and what is only read stands before what it is about. One page
 * where there is nothing to part.
 */
export function formPages(schema: FormSchema): FormSchema[] {
  const pages: FormComponent[][] = [];
  let open: FormComponent[] | undefined;
  for (const component of schema.components) {
    const isOwnPage = component.type === 'group' || component.type === 'dynamiclist';
    if (open && (!isOwnPage || open.every(isOnlyRead))) open.push(component);
    else pages.push((open = [component]));
    if (isOwnPage) open = undefined;
  }
  return pages.length < 2 ? [schema] : pages.map((components) => ({ ...schema, components }));
}

export const isLong = (schema: FormSchema): boolean => fieldsOf(schema.components).length > overseen;

/** Whether the form asks for something without which it cannot be sent. */
export const asksForMust = (schema: FormSchema): boolean =>
  fieldsOf(schema.components).some(
    ({ validate }) => (validate as { readonly required?: unknown } | undefined)?.required === true,
  );

/** What several parts hold: groups of one path fill one object together. */
export function together(first: Variables, second: Variables): Variables {
  const merged: Variables = { ...first };
  for (const [name, value] of Object.entries(second)) {
    const before = first[name];
    merged[name] = isObject(before) && isObject(value) ? together(before, value) : value;
  }
  return merged;
}

const isObject = (value: Json | undefined): value is Variables =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOnlyRead = ({ key, components }: FormComponent): boolean => key === undefined && components === undefined;

const fieldsOf = (components: readonly FormComponent[]): FormComponent[] =>
  components.flatMap((component) =>
    component.components ? fieldsOf(component.components) : isOnlyRead(component) ? [] : [component],
  );
