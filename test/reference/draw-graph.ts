import { definition, element, fileOf, sequenceFlow } from './draw-model.ts';
import type { Graph, GraphKind, GraphNode } from './random-graph.ts';

const types: Readonly<Record<Exclude<GraphKind, 'race' | 'link'>, string>> = {
  task: 'task',
  user: 'userTask',
  job: 'serviceTask',
  async: 'task',
  sub: 'subProcess',
  timer: 'intermediateCatchEvent',
  message: 'intermediateCatchEvent',
  escalation: 'intermediateThrowEvent',
  signal: 'intermediateThrowEvent',
  hear: 'intermediateCatchEvent',
  condition: 'intermediateCatchEvent',
  xor: 'exclusiveGateway',
  and: 'parallelGateway',
  or: 'inclusiveGateway',
  end: 'endEvent',
  terminate: 'endEvent',
  fail: 'endEvent',
};
const attributes: { readonly [kind in GraphKind]?: string } = {
  job: 'camunda:type="external" camunda:topic="work"',
  async: 'camunda:asyncBefore="true" camunda:asyncAfter="true"',
};
const eventOf: { readonly [kind in GraphKind]?: string } = {
  timer: definition.timer,
  message: definition.message,
  escalation: definition.escalation,
  signal: '<bpmn:signalEventDefinition signalRef="signal" />',
  hear: '<bpmn:signalEventDefinition signalRef="signal" />',
  condition:
    '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">= c0</bpmn:condition></bpmn:conditionalEventDefinition>',
  terminate: '<bpmn:terminateEventDefinition />',
  fail: definition.error,
};
const isEnd = ({ kind }: GraphNode): boolean => kind === 'end' || kind === 'terminate' || kind === 'fail';

/** Draws a graph as process `random` of a BPMN file without a diagram. */
export const drawGraph = (graph: Graph): string =>
  fileOf(`<bpmn:process id="random" isExecutable="true">\n${drawScope(graph, '')}\n</bpmn:process>`);

/** @param path what the ids in it begin with */
function drawScope({ nodes, flows }: Graph, path: string): string {
  const idOf = (at: number): string => `${path}${nodes[at]!.kind}${at}`;
  /** Where flows leave a node: an event-based gateway's ways come together first, a link has its other end. */
  const exitOf = (at: number): string => idOf(at) + ({ race: '-merge', link: '-to' }[nodes[at]!.kind as 'race'] ?? '');
  const ways = new Map<string, { from: number; to: number; when?: string | undefined }>();
  const add = (from: number, to: number, when?: string): void => {
    const way = `${from} ${to}`;
    if (!isEnd(nodes[from]!) && !ways.has(way)) ways.set(way, { from, to, when });
  };
  nodes.forEach(({ after }, to) => {
    const from = to === 0 ? undefined : leader(nodes, to, after);
    if (from !== undefined) add(from, to);
  });
  for (const { from, to, when } of flows) add(from % nodes.length, to % nodes.length, when);

  const drawnFlows = [...ways.values()].map(({ from, to, when }) => {
    const others = [...ways.values()].filter((way) => way.from === from);
    return sequenceFlow(
      exitOf(from),
      idOf(to),
      conditionOf(
        nodes[from]!,
        others.findIndex((way) => way.to === to),
        others.length,
        when,
      ),
    );
  });
  const drawnNodes = nodes.flatMap((node, at) => {
    const first = [...ways.values()].find(({ from }) => from === at);
    const isChoice = (node.kind === 'xor' || node.kind === 'or') && first;
    const more = isChoice ? `default="${exitOf(at)}-${idOf(first.to)}"` : '';
    const { boundary } = node;
    const beside = boundary && drawBoundary(idOf(at), boundary, idOf(boundary.to % nodes.length));
    return [drawKind(node, idOf(at), more), ...(beside ?? [])];
  });
  const start = `${path}start`;
  return [element('startEvent', start), sequenceFlow(start, idOf(0)), ...drawnNodes, ...drawnFlows].join('\n');
}

/** The nearest node at or before a position that is no end. */
function leader(nodes: readonly GraphNode[], to: number, after: number): number | undefined {
  for (let from = after % to; from >= 0; from--) if (!isEnd(nodes[from]!)) return from;
  return undefined;
}

/** Of a choice the first way is the default, every other has a condition; elsewhere only what was drawn with one. */
function conditionOf({ kind }: GraphNode, position: number, ways: number, when: string | undefined): string | undefined {
  if (kind === 'xor' || kind === 'or')
    return position === 0 || ways === 1 ? undefined : (when ?? (position % 2 === 0 ? 'c0' : 'c1'));
  return kind === 'and' || kind === 'race' ? undefined : when;
}

function drawKind(node: GraphNode, id: string, more: string): string {
  if (node.kind === 'race') return drawRace(id);
  return node.kind === 'link' ? drawLink(id) : drawNode(node, id, more);
}

const drawLink = (id: string): string =>
  element('intermediateThrowEvent', id, '', `<bpmn:linkEventDefinition name="${id}" />`) +
  element('intermediateCatchEvent', `${id}-to`, '', `<bpmn:linkEventDefinition name="${id}" />`);

function drawNode({ kind, inside, many, handler }: GraphNode, id: string, more: string): string {
  const repeated = many
    ? `<bpmn:multiInstanceLoopCharacteristics isSequential="${many.sequential}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${many.count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`
    : '';
  const content = inside ? drawScope(inside, `${id}.`) + (handler ? drawHandler(`${id}.handler`, handler) : '') : '';
  return element(
    types[kind as Exclude<GraphKind, 'race' | 'link'>],
    id,
    `${attributes[kind] ?? ''} ${more}`,
    (eventOf[kind] ?? '') + repeated + content,
  );
}

const drawRace = (id: string): string =>
  [
    element('eventBasedGateway', id),
    element('exclusiveGateway', `${id}-merge`),
    ...(['message', 'timer'] as const).flatMap((kind) => [
      element('intermediateCatchEvent', `${id}-${kind}`, '', definition[kind]),
      sequenceFlow(id, `${id}-${kind}`),
      sequenceFlow(`${id}-${kind}`, `${id}-merge`),
    ]),
  ].join('\n');

function drawBoundary(host: string, { by, interrupts }: NonNullable<GraphNode['boundary']>, target: string): string[] {
  const cancels = interrupts || by === 'error';
  return [
    element('boundaryEvent', `${host}-${by}`, `attachedToRef="${host}" cancelActivity="${cancels}"`, definition[by]),
    sequenceFlow(`${host}-${by}`, target),
  ];
}

function drawHandler(id: string, { by, interrupts }: NonNullable<GraphNode['handler']>): string {
  const start = element('startEvent', `${id}.start`, `isInterrupting="${interrupts || by === 'error'}"`, definition[by]);
  const rest = element('userTask', `${id}.user`) + element('endEvent', `${id}.end`);
  const flows = sequenceFlow(`${id}.start`, `${id}.user`) + sequenceFlow(`${id}.user`, `${id}.end`);
  return element('subProcess', id, 'triggeredByEvent="true"', start + rest + flows);
}
