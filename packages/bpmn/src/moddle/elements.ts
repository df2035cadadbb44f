import type { ModdleElement } from 'bpmn-moddle';

/** An attribute's text, trimmed; undefined where it is absent or blank. Name with prefix: `camunda:assignee`. */
export function attribute(element: ModdleElement | undefined, name: string): string | undefined {
  const value: unknown = element?.get(name);
  if (value === undefined || value === null || typeof value === 'object') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

export const flag = (element: ModdleElement, name: string, absent = false): boolean => {
  const value: unknown = element.get(name);
  return typeof value === 'boolean' ? value : value === undefined ? absent : value === 'true';
};

export const child = (element: ModdleElement | undefined, name: string): ModdleElement | undefined => {
  const value: unknown = element?.get(name);
  return isElement(value) ? value : undefined;
};

export function children(element: ModdleElement | undefined, name: string): readonly ModdleElement[] {
  const value: unknown = element?.get(name);
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** Extension elements of a type: `camunda:In`. */
export const extensions = (element: ModdleElement | undefined, type: string): readonly ModdleElement[] =>
  children(child(element, 'extensionElements'), 'values').filter((value) => value.$type === type);

export const extension = (element: ModdleElement | undefined, type: string): ModdleElement | undefined =>
  extensions(element, type)[0];

/** `bpmn:UserTask` → `userTask`. */
export function localName(element: ModdleElement): string {
  const local = element.$type.slice(element.$type.indexOf(':') + 1);
  return local.charAt(0).toLowerCase() + local.slice(1);
}

/** The id of the nearest element that has one, itself first. */
export function nearestId(element: ModdleElement | undefined): string | undefined {
  for (let at = element; at; at = at.$parent) if (at.id) return at.id;
  return undefined;
}

/** Processes that are only drawn may ask for anything. */
export function isExecuted(element: ModdleElement): boolean {
  let process: ModdleElement | undefined = element;
  while (process && process.$type !== 'bpmn:Process' && !/^bpmn:Global\w*Task$/.test(process.$type)) process = process.$parent;
  return process !== undefined && (process.$type !== 'bpmn:Process' || process.get('isExecutable') === true);
}

/** Commas outside of braces, brackets and quotes separate: `a, ${f(b, c)}` has two parts. */
export function splitList(text: string | undefined): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const character of text ?? '') {
    if (quote) quote = character === quote ? '' : quote;
    else if (depth > 0 && (character === '"' || character === "'")) quote = character;
    else if ('({['.includes(character)) depth += 1;
    else if (')}]'.includes(character)) depth -= 1;
    if (character === ',' && depth <= 0 && !quote) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
}

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && typeof (value as { $type?: unknown }).$type === 'string';
