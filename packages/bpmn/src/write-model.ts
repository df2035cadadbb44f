import type { ModdleElement } from 'bpmn-moddle';
import { createModdle } from './moddle/create-moddle.ts';

/** A file's tree of elements, for changing and writing it; throws where `readModel` would report an unreadable file. */
export async function readDefinitions(xml: string): Promise<ModdleElement> {
  return (await createModdle().fromXML(xml)).rootElement;
}

/** The tree as XML: everything that was read, extensions of unknown namespaces included; layout and comments are not kept. */
export async function writeDefinitions(definitions: ModdleElement): Promise<string> {
  return (await createModdle().toXML(definitions, { format: true })).xml;
}
