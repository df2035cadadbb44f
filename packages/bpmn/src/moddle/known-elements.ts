import { createModdle } from './create-moddle.ts';

let names: Set<string> | undefined;

/** Whether BPMN 2.0 has an element of this local name, anywhere. */
export function isBpmnElement(localName: string): boolean {
  names ??= readNames();
  return names.has(localName);
}

function readNames(): Set<string> {
  const found = new Set<string>();
  for (const type of createModdle().getPackage('bpmn')?.types ?? []) {
    const local = type.name.replace('bpmn:', '');
    found.add(local.charAt(0).toLowerCase() + local.slice(1));
    for (const property of type.properties ?? []) if (!property.isAttr) found.add(property.name.replace('bpmn:', ''));
  }
  return found;
}
