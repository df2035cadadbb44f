import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children } from '../moddle/elements.ts';
import { endsOf } from './data-ends.ts';
import { isPlaceholder, itemOf, variableOf } from './data-names.ts';

/** What the data elements of a file mean, for names in expressions and for what is used at all. */
export interface DataIndex {
  /** Variable by id or name of a data element, and by id or name of a reference to one. */
  readonly dataVariables: ReadonlyMap<string, string>;
  readonly usedData: ReadonlySet<ModdleElement>;
}

/** Walks through all that may hold data elements; built once a file. */
export function indexData(definitions: ModdleElement | undefined): DataIndex {
  const dataVariables = new Map<string, string>();
  const usedData = new Set<ModdleElement>();
  const know = (written: ModdleElement, item: ModdleElement | undefined): void => {
    if (!item || isPlaceholder(item)) return;
    for (const word of [written.id, attribute(written, 'name')])
      if (word !== undefined && !dataVariables.has(word)) dataVariables.set(word, variableOf(item));
  };
  const use = (reference: ModdleElement | undefined): void => {
    const item = reference && itemOf(reference);
    if (item) usedData.add(item);
  };
  const references: ModdleElement[] = [];
  const open = children(definitions, 'rootElements').filter((root) => root.$type === 'bpmn:Process');
  for (let element = open.pop(); element; element = open.pop()) {
    for (const inner of children(element, 'flowElements')) open.push(inner);
    const specification = child(element, 'ioSpecification');
    for (const holder of [element, specification])
      for (const list of ['properties', 'dataInputs', 'dataOutputs']) for (const item of children(holder, list)) know(item, item);
    if (element.$type === 'bpmn:DataObject') know(element, element);
    if (element.$type === 'bpmn:DataObjectReference') references.push(element);
    for (const list of ['dataInputAssociations', 'dataOutputAssociations'])
      for (const association of children(element, list)) {
        const ends = endsOf(association);
        for (const end of [...(ends?.sources ?? []), ends?.target]) use(end);
      }
    const loop = child(element, 'loopCharacteristics');
    if (loop?.$type === 'bpmn:MultiInstanceLoopCharacteristics') {
      use(child(loop, 'loopDataInputRef'));
      use(child(loop, 'loopDataOutputRef'));
      for (const name of ['inputDataItem', 'outputDataItem']) {
        const item = child(loop, name);
        if (item) know(item, item);
      }
    }
  }
  // What an item is called itself counts before what a reference to it is called.
  for (const reference of references) know(reference, itemOf(reference));
  return { dataVariables, usedData };
}
