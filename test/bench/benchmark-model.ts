/**
 * The benchmark model: 30 nodes, six exclusive gateways with two FEEL conditions each over three variables, four user tasks,
 * a parallel block and a timer boundary event. Made here so that every figure speaks of the same model.
 */
export function benchmarkModel(): string {
  const nodes: string[] = [];
  const flows: string[] = [];
  let flowCount = 0;
  const flow = (from: string, to: string, condition?: string) => {
    const id = `f${++flowCount}`;
    flows.push(
      `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${
        condition ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">= ${condition}</bpmn:conditionExpression>` : ''
      }</bpmn:sequenceFlow>`,
    );
    return id;
  };
  const node = (type: string, id: string, attributes = '', inside = '') =>
    nodes.push(`<bpmn:${type} id="${id}" name="${id}" ${attributes}>${inside}</bpmn:${type}>`);
  const userTask = (id: string) => node('userTask', id, 'camunda:candidateGroups="case-handler"');

  node('startEvent', 'start');
  let last = 'start';
  const link = (to: string) => {
    flow(last, to);
    last = to;
  };
  // Six choices: two conditions and a default each, whose ways lead to one task; behind the third and sixth it is a user task.
  for (let choice = 1; choice <= 6; choice++) {
    const gateway = `choice${choice}`;
    const next = choice % 3 === 0 ? `work${choice}` : `pass${choice}`;
    link(gateway);
    const otherwise = `f${flowCount + 3}`;
    node('exclusiveGateway', gateway, `default="${otherwise}"`);
    flow(gateway, next, `amount &gt; ${choice * 1000} and region = "north"`);
    flow(gateway, next, `amount &lt; ${choice} or urgent = true`);
    flow(gateway, next);
    if (choice % 3 === 0) userTask(next);
    else node('task', next);
    last = next;
  }
  link('fork');
  node('parallelGateway', 'fork');
  for (const branch of ['left', 'right']) {
    flow('fork', `${branch}Work`);
    userTask(`${branch}Work`);
    flow(`${branch}Work`, `${branch}Note`);
    node('task', `${branch}Note`);
    flow(`${branch}Note`, 'join');
  }
  node('parallelGateway', 'join');
  last = 'join';
  node(
    'boundaryEvent',
    'late',
    'attachedToRef="leftWork" cancelActivity="false"',
    '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P10D</bpmn:timeDuration></bpmn:timerEventDefinition>',
  );
  flow('late', 'remind');
  node('task', 'remind');
  flow('remind', 'reminded');
  node('endEvent', 'reminded');
  for (const id of ['check', 'file', 'archive', 'count', 'close', 'tell', 'store']) {
    link(id);
    node('task', id);
  }
  link('end');
  node('endEvent', 'end');

  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="benchmarkFile" targetNamespace="urn:gaita:bench">
<bpmn:process id="benchmark" name="Benchmark" isExecutable="true">
${nodes.join('\n')}
${flows.join('\n')}
</bpmn:process>
</bpmn:definitions>`;
}

export const benchmarkVariables = { amount: 2500, region: 'north', urgent: false };

/** User tasks of one run in the order in which they open. */
export const benchmarkTasks = 4;
