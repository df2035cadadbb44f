import type { Language } from '@gaita/contracts';
import { labelsOf, readModel } from '@gaita/bpmn';
import { widenLabel } from './widen-label.ts';
import type { DrawnElement, TextRendererPart } from './widen-label.ts';
import type { Parts } from './viewer-parts.ts';

interface NamedElement extends DrawnElement {
  readonly id: string;
  name?: string;
  $instanceOf(type: string): boolean;
  text?: string;
  /** Of a shape or an edge: what it draws. */
  readonly bpmnElement?: { readonly id: string };
}

interface ParsedEvent {
  readonly elementsById: { readonly [id: string]: NamedElement };
}

interface Importer extends Parts {
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
    const renderer = viewer.get<TextRendererPart>('textRenderer');
    for (const drawn of Object.values(elementsById)) {
      const name = drawn.bpmnElement && labels.get(drawn.bpmnElement.id)?.name;
      if (name !== undefined) widenLabel(drawn, name, renderer);
    }
  });
}
