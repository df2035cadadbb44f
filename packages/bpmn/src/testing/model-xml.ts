/** A BPMN file around what stands inside one executable process, for tests. */
export function processXml(body: string, options: { roots?: string; definitions?: string; process?: string } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:gaita="urn:gaita:bpmn:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="urn:test" ${options.definitions ?? ''}>
${options.roots ?? ''}
<process id="process" isExecutable="true" ${options.process ?? ''}>
${body}
</process>
</definitions>`;
}

/** `start → … → end` around nodes in a row, each `[id, element]`. */
export function inARow(...nodes: readonly (readonly [id: string, element: string])[]): string {
  const ids = ['start', ...nodes.map(([id]) => id), 'end'];
  return [
    '<startEvent id="start"/>',
    ...nodes.map(([, element]) => element),
    '<endEvent id="end"/>',
    ...ids.slice(1).map((id, index) => `<sequenceFlow id="to-${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`),
  ].join('\n');
}
