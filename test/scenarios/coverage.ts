import type { ProcessModel } from '@gaita/bpmn';
import { executableNodes, flowsIn } from '../processes/elements-of.ts';

/** How much of a kind was passed. */
export interface Part {
  readonly all: number;
  /** Ids that no scenario passed. */
  readonly missing: readonly string[];
}

export interface Coverage {
  readonly nodes: Part;
  readonly flows: Part;
}

export function coverageOf(model: ProcessModel, passed: ReadonlySet<string>): Coverage {
  const part = (elements: readonly { readonly id: string }[]): Part => ({
    all: elements.length,
    missing: elements.map(({ id }) => id).filter((id) => !passed.has(id)),
  });
  return { nodes: part(executableNodes(model)), flows: part(flowsIn(model)) };
}
