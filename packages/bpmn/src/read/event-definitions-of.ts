import type { ModdleElement } from 'bpmn-moddle';
import { children } from '../moddle/elements.ts';

/** An event's definitions, its own and those that it refers to. */
export const eventDefinitionsOf = (event: ModdleElement): readonly ModdleElement[] => [
  ...children(event, 'eventDefinitions'),
  ...children(event, 'eventDefinitionRef'),
];
