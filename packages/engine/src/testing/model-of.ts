import type { ProcessModel } from '@gaita/bpmn';
import { readModel } from '@gaita/bpmn';

/** A BPMN file around what stands inside the executable process with id `process`, and what stands beside it. */
export const bpmnFile = (body: string, roots = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:gaita="urn:gaita:bpmn:1"
  id="definitions" targetNamespace="urn:gaita:test">
${roots}
<process id="process" isExecutable="true">${body}</process>
</definitions>`;

/** The process with id `process` of such a file. */
export async function modelOf(body: string, roots = ''): Promise<ProcessModel> {
  const { processes } = await readModel(bpmnFile(body, roots));
  return processes.find(({ id }) => id === 'process')!;
}

/** `start → … → end` around nodes in a row, each `[id, element]`. */
export function inARow(...nodes: readonly (readonly [id: string, element: string])[]): string {
  const ids = ['start', ...nodes.map(([id]) => id), 'end'];
  const flows = ids.slice(1).map((id, i) => `<sequenceFlow id="to-${id}" sourceRef="${ids[i]}" targetRef="${id}"/>`);
  return ['<startEvent id="start"/>', ...nodes.map(([, element]) => element), '<endEvent id="end"/>', ...flows].join('\n');
}
