import type { FormSchema } from '../api/shapes.ts';

/** The form a group a page, for a phone; fields between groups share a page. One page where there is nothing to part. */
export function formPages(schema: FormSchema): FormSchema[] {
  const pages: FormSchema['components'][number][][] = [];
  let open: FormSchema['components'][number][] | undefined;
  for (const component of schema.components) {
    if (component.type === 'group' || component.type === 'dynamiclist') {
      pages.push([component]);
      open = undefined;
    } else if (open) open.push(component);
    else pages.push((open = [component]));
  }
  return pages.length < 2 ? [schema] : pages.map((components) => ({ ...schema, components }));
}
