import { readModel } from '@gaita/bpmn';
import type { Variables } from '@gaita/contracts';
import type { ReferenceRun } from './bpmn-engine.ts';
import { element, fileOf, sequenceFlow } from './draw-model.ts';
import { KernelRun } from './kernel-run.ts';
import { traceOf } from './threads.ts';

/** Nodes, then flows as `a -> b -> c`; a flow with a condition as `a -> b ? condition`. */
export const processOf = (nodes: string[], flows: string[]): string =>
  fileOf(element('process', 'p', 'isExecutable="true"', [...nodes, ...flows.flatMap(drawn)].join('\n')));

export const drawn = (line: string): string[] => {
  const [path = '', condition] = line.split('?').map((part) => part.trim());
  const ids = path.split('->').map((id) => id.trim());
  return ids.slice(1).map((to, i) => sequenceFlow(ids[i]!, to, condition));
};

export const tasks = (...ids: string[]): string[] => ids.map((id) => element('task', id));
export const users = (...ids: string[]): string[] => ids.map((id) => element('userTask', id));
export const ends = (...ids: string[]): string[] => ids.map((id) => element('endEvent', id));
export const start = element('startEvent', 'start');
export const message = '<bpmn:messageEventDefinition messageRef="message" />';
export const failing = '<bpmn:errorEventDefinition errorRef="error" />';
export const subProcess = (nodes: string[], flows: string[]): string =>
  element('subProcess', 'sub', '', [...nodes, ...flows.flatMap(drawn)].join(''));

export const ours = async (xml: string, variables: Variables = {}): Promise<KernelRun> =>
  new KernelRun(await readModel(xml)).start('p', variables);
export const startedBy = (run: KernelRun | ReferenceRun): string[] =>
  (run instanceof KernelRun ? traceOf(run.records) : run.trace)
    .filter((word) => word.startsWith('+'))
    .map((word) => word.slice(1));
export const times = (run: KernelRun | ReferenceRun, id: string): number => startedBy(run).filter((each) => each === id).length;
