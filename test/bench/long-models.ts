const file = (content: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="longFile" targetNamespace="urn:gaita:bench">
<bpmn:process id="long" isExecutable="true">
${content.join('\n')}
</bpmn:process>
</bpmn:definitions>`;

const flow = (from: string, to: string, condition = ''): string =>
  `<bpmn:sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${condition}</bpmn:sequenceFlow>`;

/** Tasks one after the other that wait for nothing. */
export function longRow(tasks: number): string {
  const ids = ['start', ...Array.from({ length: tasks - 2 }, (_, i) => `t${i}`), 'end'];
  return file([
    '<bpmn:startEvent id="start" />',
    ...ids.slice(1, -1).map((id) => `<bpmn:task id="${id}" />`),
    '<bpmn:endEvent id="end" />',
    ...ids.slice(1).map((id, i) => flow(ids[i]!, id)),
  ]);
}

/** A script that counts, as long as the count is lower than `rounds`. */
export function longLoop(rounds: number): string {
  return file([
    '<bpmn:startEvent id="start" />',
    '<bpmn:exclusiveGateway id="again" />',
    '<bpmn:scriptTask id="count" scriptFormat="feel" camunda:resultVariable="round"><bpmn:script>round + 1</bpmn:script></bpmn:scriptTask>',
    '<bpmn:exclusiveGateway id="enough" default="enough-end" />',
    '<bpmn:endEvent id="end" />',
    flow('start', 'again'),
    flow('again', 'count'),
    flow('count', 'enough'),
    flow(
      'enough',
      'again',
      `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= round &lt; ${rounds}</bpmn:conditionExpression>`,
    ),
    flow('enough', 'end'),
  ]);
}
