import type { EventDefinition } from '@gaita/bpmn';
import type { CompiledNode } from './compiled-process.ts';

export function definitionsOf(event: CompiledNode): readonly EventDefinition[] {
  return 'definitions' in event.model ? event.model.definitions : [];
}

/** Whether all of its events must occur (BPMN 2.0.2, 10.5.1, parallel multiple), not only one of them. */
export const needsAll = ({ model }: CompiledNode): boolean =>
  'parallelMultiple' in model && model.parallelMultiple && model.definitions.length > 1;
