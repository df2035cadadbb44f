import type { Language } from '@gaita/contracts';
import { labelsOf, readModel } from '@gaita/bpmn';

interface NamedElement {
  name?: string;
  $instanceOf(type: string): boolean;
  text?: string;
}

interface ParsedEvent {
  readonly elementsById: { readonly [id: string]: NamedElement };
}

interface Importer {
  on(event: 'import.parse.complete', priority: number, listener: (event: ParsedEvent) => void): void;
}

/** Makes a viewer draw a model's names in a language; what has none there stays English. Only for what is not edited. */
export async function translateNames(viewer: Importer, xml: string, language: Language): Promise<void> {
  const labels = labelsOf(await readModel(xml), language);
  viewer.on('import.parse.complete', 2000, ({ elementsById }) => {
    for (const [id, { name }] of labels) {
      const element = Object.hasOwn(elementsById, id) ? elementsById[id] : undefined;
      if (!element || name === undefined) continue;
      if (element.$instanceOf('bpmn:TextAnnotation')) element.text = name;
      else element.name = name;
    }
  });
}
