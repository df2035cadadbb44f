import type { Language } from '@gaita/contracts';
import type { Definition } from './definitions.ts';

/** Name of the process in a language, else English, else its key. */
export function processName({ model, row }: Definition, language: Language): string {
  return model.texts[language]?.name ?? row.name ?? row.processKey;
}

/** Name of an element in a language, else English; undefined when it has none. */
export function elementName({ process }: Definition, elementId: string, language: Language): string | undefined {
  const node = process.nodes.get(elementId)?.model;
  return node && (node.texts[language]?.name ?? node.name);
}
