import type { Variables } from '@gaita/contracts';
import { modelFile } from '../support/small-model.ts';

/**
 * How a hostile model may end. `refused`: at deployment or start. `incident`: it stands still with a reason. `ended`: it did no harm.
 * `waits`: for something outside. `slices`: it goes on for as long as it is let, one bounded step after the other.
 */
export type Ending = 'refused' | 'incident' | 'ended' | 'waits' | 'slices';

/** Something that is given to Gaita to do harm, or by mistake does. */
export interface HostileModel {
  /** Family and what it is: `forks: 2^20 tokens`. */
  readonly name: string;
  /** By file name. Made when needed: some are large. */
  readonly files: () => Readonly<Record<string, string>>;
  /** Key of the process to start; without one it is only deployed. */
  readonly start?: string;
  readonly variables?: () => Variables;
  /** Where one right answer is known. Default: any. */
  readonly ends?: readonly Ending[];
  /** Much like another one: given in the deep run alone. */
  readonly deepOnly?: true;
}

export interface Hostile extends Omit<HostileModel, 'name' | 'files'> {
  /** What stands in the process `hostile`, which is started. */
  readonly body?: () => string;
  readonly roots?: string;
  /** Or the whole file. */
  readonly xml?: () => string;
  readonly files?: HostileModel['files'];
}

/** A family of models by what they are. Unless they say otherwise, each is a process `hostile` that is started. */
export const family = (name: string, models: Readonly<Record<string, Hostile>>): HostileModel[] =>
  Object.entries(models).map(([what, { body, roots, xml, files, ...model }]) => ({
    start: 'hostile',
    ...model,
    name: `${name}: ${what}`,
    files: files ?? (() => ({ 'model.bpmn': xml ? xml() : modelFile('hostile', body!(), roots) })),
  }));

export const flow = (from: string, to: string, inside = ''): string =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${inside}</sequenceFlow>`;
export const condition = (text: string): string =>
  `<conditionExpression xsi:type="tFormalExpression">${escaped(text)}</conditionExpression>`;
/** Start event, then nodes in a row, each `[id, element]`. */
export const row = (...nodes: readonly (readonly [id: string, element: string])[]): string => {
  const ids = ['s', ...nodes.map(([id]) => id)];
  return `<startEvent id="s"/>${nodes.map(([, element]) => element).join('')}${ids
    .slice(1)
    .map((id, at) => flow(ids[at]!, id))
    .join('')}`;
};
export const userTask = (id = 'u', inside = ''): [string, string] => [
  id,
  `<userTask id="${id}" name="Task" camunda:candidateGroups="case-handler">${inside}</userTask>`,
];
/** For attributes and text; what XML cannot hold stays as it is. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
export const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join('');
