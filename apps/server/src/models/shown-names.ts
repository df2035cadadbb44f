import { compileExpression, ExpressionSyntaxError } from '@gaita/expressions';

/**
 * Names of the variables of which a form-js schema shows or asks anything: its fields and lists, and what its expressions and
 * templates read.
 */
export function shownNames(schema: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  collect(schema, false, names);
  return names;
}

/** Properties that hold the place of a value. */
const places: ReadonlySet<string> = new Set(['key', 'path', 'valuesKey', 'dataSource']);

/** @param inside a group or list whose `path` names the variable: keys below it are members */
function collect(part: unknown, inside: boolean, names: Set<string>): void {
  if (Array.isArray(part)) return part.forEach((each) => collect(each, inside, names));
  if (typeof part !== 'object' || part === null) return;
  const hasPath = 'path' in part && typeof part.path === 'string' && part.path !== '';
  for (const [property, value] of Object.entries(part)) {
    if (typeof value !== 'string') collect(value, inside || (property === 'components' && hasPath), names);
    else if (value.startsWith('=')) for (const name of namesIn(value)) names.add(name);
    else if (value.includes('{{'))
      for (const [, template] of value.matchAll(/\{\{(.*?)\}\}/gs))
        namesIn(template!.replace(/^[#/]\w*/, '')).forEach((name) => names.add(name));
    else if (places.has(property) && !inside && value !== '') names.add(firstOf(value));
  }
}

const firstOf = (place: string): string => /^[^.[]+/.exec(place)?.[0] ?? place;

/** What cannot be read shows nothing: form-js renders it empty. */
function namesIn(expression: string): readonly string[] {
  try {
    return compileExpression(expression, 'feel').names;
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return [];
    throw error;
  }
}
