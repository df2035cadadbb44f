import type { ProcessModel } from '@gaita/bpmn';
import { readModel } from '@gaita/bpmn';

/** The process with id `process` from what stands inside it in BPMN XML, and from what stands beside it. */
export async function modelOf(body: string, roots = ''): Promise<ProcessModel> {
  const { processes } = await readModel(`<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:gaita:test">
${roots}
<process id="process" isExecutable="true">${body}</process>
</definitions>`);
  return processes.find(({ id }) => id === 'process')!;
}

/** `start → … → end` around nodes in a row, each `[id, element]`. */
export function inARow(...nodes: readonly (readonly [id: string, element: string])[]): string {
  const ids = ['start', ...nodes.map(([id]) => id), 'end'];
  const flows = ids.slice(1).map((id, i) => `<sequenceFlow id="to-${id}" sourceRef="${ids[i]}" targetRef="${id}"/>`);
  return ['<startEvent id="start"/>', ...nodes.map(([, element]) => element), '<endEvent id="end"/>', ...flows].join('\n');
}
