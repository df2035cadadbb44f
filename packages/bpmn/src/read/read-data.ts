import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child, children } from '../moddle/elements.ts';
import type { DataItem, ElementData, InputSet, VariableMapping } from '../model.ts';
import { isIdentifier, isPlaceholder, itemOf, variableOf } from './data-names.ts';
import type { ReadContext } from './read-context.ts';
import { readDataAssociations } from './read-data-associations.ts';

/** Properties, data inputs and outputs and their associations; undefined for an element that has none (most have none). */
export function readElementData(context: ReadContext, element: ModdleElement): ElementData | undefined {
  const specification = child(element, 'ioSpecification');
  const loop = child(element, 'loopCharacteristics');
  // Both belong to the multi-instance activity as a whole, which reads and writes them through its associations.
  const items = child(loop, 'loopDataInputRef');
  const results = child(loop, 'loopDataOutputRef');
  const inputs = listed(specification, element, 'dataInputs').filter((input) => input !== items);
  const outputs = listed(specification, element, 'dataOutputs').filter((output) => output !== results);
  const loopInput = items && requiredSource(specification, element, items);
  const data: ElementData = {
    properties: children(element, 'properties')
      .filter((property) => !isPlaceholder(property))
      .map(readItem),
    inputs: inputs.map(readItem),
    outputs: outputs.map(readItem),
    inputSets: readInputSets(specification, inputs),
    inputAssociations: readDataAssociations(context, element, 'dataInputAssociations', items),
    outputAssociations: readDataAssociations(context, element, 'dataOutputAssociations', results),
    ...(loopInput !== undefined && { loopInput }),
  };
  return Object.values(data).some((part: readonly unknown[] | string) => part.length > 0) ? data : undefined;
}

const listed = (specification: ModdleElement | undefined, element: ModdleElement, list: 'dataInputs' | 'dataOutputs') => [
  ...children(specification, list),
  ...children(element, list),
];

/** The variable behind the collection of a multi-instance activity, where an input set requires it. */
function requiredSource(
  specification: ModdleElement | undefined,
  element: ModdleElement,
  items: ModdleElement,
): string | undefined {
  const isRequired = children(specification, 'inputSets').some(
    (set) => children(set, 'dataInputRefs').includes(items) && !children(set, 'optionalInputRefs').includes(items),
  );
  const association = children(element, 'dataInputAssociations').find((each) => child(each, 'targetRef') === items);
  const [source] = children(association, 'sourceRef');
  const item = isRequired && source ? itemOf(source) : undefined;
  return item && variableOf(item);
}

const readItem = (item: ModdleElement): DataItem => ({ id: item.id ?? '', variable: variableOf(item) });

/** Where a specification draws no set, all inputs are one. */
function readInputSets(specification: ModdleElement | undefined, inputs: readonly ModdleElement[]): InputSet[] {
  const sets = children(specification, 'inputSets');
  if (sets.length === 0) return specification && inputs.length > 0 ? [{ required: inputs.map(variableOf), others: [] }] : [];
  return sets.map((set) => {
    const late = new Set([...children(set, 'optionalInputRefs'), ...children(set, 'whileExecutingInputRefs')]);
    const all = new Set([...children(set, 'dataInputRefs'), ...late]);
    return {
      required: [...all].filter((input) => !late.has(input)).map(variableOf),
      others: [...late].map(variableOf),
    };
  });
}

/** What a thrown message or a called process is given: the data inputs, each under its name. */
export const givenInputs = (data: ElementData | undefined): VariableMapping[] =>
  (data?.inputs ?? []).map(({ variable }) => ({ source: variable, target: variable, local: false }));

/** What a called process gives back into the data outputs. */
export const returnedOutputs = (data: ElementData | undefined): VariableMapping[] =>
  (data?.outputs ?? []).map(({ variable }) => ({ source: variable, target: variable, local: true }));

/**
 * Data objects of a process or sub-process that are variables. Modelling tools draw documents as data objects without a name of
 * their own and with lines that move nothing: those stay drawings.
 */
export function readDataObjects(context: ReadContext, scope: ModdleElement): DataItem[] | undefined {
  const items = children(scope, 'flowElements')
    .filter((element) => element.$type === 'bpmn:DataObject')
    .filter((object) => isIdentifier(attribute(object, 'name')) || context.usedData.has(object))
    .map(readItem);
  return items.length > 0 ? items : undefined;
}
