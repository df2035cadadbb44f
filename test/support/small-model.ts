/** A BPMN file with one executable process: `start → … → end` around nodes in a row, each `[id, element]`, and what stands beside them. */
export function smallModel(
  processKey: string,
  row: readonly (readonly [id: string, element: string])[],
  beside = '',
  roots = '',
): string {
  const ids = ['start', ...row.map(([id]) => id), 'end'];
  const flows = ids.slice(1).map((id, index) => `<sequenceFlow id="to-${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`);
  return modelFile(
    processKey,
    ['<startEvent id="start"/>', ...row.map(([, element]) => element), '<endEvent id="end"/>', ...flows, beside].join('\n'),
    roots,
  );
}

/** A BPMN file around what stands inside one executable process. */
export const modelFile = (processKey: string, body: string, roots = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:gaita="urn:gaita:bpmn:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="urn:test">
${roots}
<process id="${processKey}" isExecutable="true">
${body}
</process>
</definitions>`;

/** A user task for a role. */
export const userTask = (id: string, role: string, attributes = ''): readonly [string, string] => [
  id,
  `<userTask id="${id}" name="${id}" camunda:candidateGroups="${role}" ${attributes}/>`,
];

/** A service task whose work somebody does outside. */
export const externalTask = (id: string, topic: string, inside = '', attributes = ''): readonly [string, string] => [
  id,
  `<serviceTask id="${id}" name="${id}" camunda:type="external" camunda:topic="${topic}" ${attributes}>${inside}</serviceTask>`,
];
