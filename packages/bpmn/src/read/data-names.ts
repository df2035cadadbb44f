import type { ModdleElement } from 'bpmn-moddle';
import { attribute, child } from '../moddle/elements.ts';

/** What FEEL and JUEL read as one name. */
const identifier = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

export const isIdentifier = (text: string | undefined): text is string => text !== undefined && identifier.test(text);

/** The variable of a data object, property, data input or output: its name where that is a plain identifier, else its id. */
export function variableOf(item: ModdleElement): string {
  const name = attribute(item, 'name');
  return isIdentifier(name) ? name : (item.id ?? '');
}

/** What a reference stands for: the data object or store behind a data object or store reference, else the item itself. */
export function itemOf(reference: ModdleElement): ModdleElement | undefined {
  if (reference.$type === 'bpmn:DataObjectReference') return child(reference, 'dataObjectRef');
  return reference;
}

/** Data stores keep what is outside of the process: no variable of it. */
export const isStore = (item: ModdleElement): boolean =>
  item.$type === 'bpmn:DataStoreReference' || item.$type === 'bpmn:DataStore';

/** Modelling tools draw a line into an activity as one to this property, which means nothing. */
const placeholder = '__targetRef_placeholder';

export const isPlaceholder = (item: ModdleElement): boolean => attribute(item, 'name') === placeholder;
