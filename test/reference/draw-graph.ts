import { drawAdHoc, drawCancel, drawHandler, drawMayCancel, drawUndo, eventDefinitions } from './draw-graph-parts.ts';
import { definition, element, fileOf, sequenceFlow } from './draw-model.ts';
import type { Graph, GraphKind, GraphNode } from './random-graph.ts';

const types: Readonly<Record<Exclude<GraphKind, 'race' | 'link' | 'adhoc'>, string>> = {
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
  any: 'intermediateCatchEvent',
  all: 'intermediateCatchEvent',
  undo: 'intermediateThrowEvent',
  xor: 'exclusiveGateway',
  and: 'parallelGateway',
  or: 'inclusiveGateway',
  complex: 'complexGateway',
  end: 'endEvent',
  undoEnd: 'endEvent',
  terminate: 'endEvent',
  fail: 'endEvent',
};
const attributes: { readonly [kind in GraphKind]?: string } = {
  job: 'camunda:type="external" camunda:topic="work"',
  async: 'camunda:asyncBefore="true" camunda:asyncAfter="true"',
  all: 'parallelMultiple="true"',
};
const eventOf: { readonly [kind in GraphKind]?: string } = {
  ...eventDefinitions,
  hear: eventDefinitions.signal,
  condition:
    '<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">= c0</bpmn:condition></bpmn:conditionalEventDefinition>',
  complex: '<bpmn:activationCondition xsi:type="bpmn:tFormalExpression">= activationCount >= 2 or c1</bpmn:activationCondition>',
  terminate: '<bpmn:terminateEventDefinition />',
  fail: definition.error,
};
const isEnd = ({ kind }: GraphNode): boolean => ['end', 'terminate', 'fail', 'undoEnd'].includes(kind);
const chooses = ({ kind }: GraphNode): boolean => kind === 'xor' || kind === 'or' || kind === 'complex';

/** Draws a graph as process `random` of a BPMN file without a diagram. */
export const drawGraph = (graph: Graph): string =>
  fileOf(`<bpmn:process id="random" isExecutable="true">\n${drawScope(graph, '')}\n</bpmn:process>`);

/**
 * @param path what the ids in it begin with
 * @param mayCancel beside the rest a person may end it as a transaction
 */
function drawScope({ nodes, flows }: Graph, path: string, mayCancel = false): string {
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
    const isChoice = chooses(node) && first;
    const more = isChoice ? `default="${exitOf(at)}-${idOf(first.to)}"` : '';
    const { boundary, cancel, undo, ref } = node;
    const undone = ref === undefined ? undefined : referred(nodes, ref);
    return [
      drawKind(node, idOf(at), more, undone === undefined ? undefined : idOf(undone)),
      ...(boundary ? drawBoundary(idOf(at), boundary, idOf(boundary.to % nodes.length)) : []),
      ...(undo ? drawUndo(idOf(at)) : []),
      ...(cancel ? drawCancel(idOf(at), idOf(cancel.to % nodes.length)) : []),
    ];
  });
  const start = `${path}start`;
  const beside = mayCancel ? drawMayCancel(start, path) : '';
  return [element('startEvent', start), sequenceFlow(start, idOf(0)), ...drawnNodes, ...drawnFlows, beside].join('\n');
}

/** The nearest node at or before a position that is no end. */
function leader(nodes: readonly GraphNode[], to: number, after: number): number | undefined {
  for (let from = after % to; from >= 0; from--) if (!isEnd(nodes[from]!)) return from;
  return undefined;
}

/** An activity that can be undone, by a position: the next that is one. */
function referred(nodes: readonly GraphNode[], ref: number): number | undefined {
  for (let i = 0; i < nodes.length; i++) {
    const at = (ref + i) % nodes.length;
    if (nodes[at]!.undo || nodes[at]!.kind === 'sub') return at;
  }
  return undefined;
}

/** Of a choice the first way is the default, every other has a condition; elsewhere only what was drawn with one. */
function conditionOf(node: GraphNode, position: number, ways: number, when: string | undefined): string | undefined {
  const { kind } = node;
  if (chooses(node)) return position === 0 || ways === 1 ? undefined : (when ?? (position % 2 === 0 ? 'c0' : 'c1'));
  return kind === 'and' || kind === 'race' ? undefined : when;
}

function drawKind(node: GraphNode, id: string, more: string, ref: string | undefined): string {
  if (node.kind === 'race') return drawRace(id);
  if (node.kind === 'adhoc') return drawAdHoc(id, node.parts!, repetition(node));
  return node.kind === 'link' ? drawLink(id) : drawNode(node, id, more, ref);
}

function repetition({ many, loop }: GraphNode): string {
  if (many)
    return `<bpmn:multiInstanceLoopCharacteristics isSequential="${many.sequential}"><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${many.count}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>`;
  return loop
    ? `<bpmn:standardLoopCharacteristics testBefore="${loop.before}" loopMaximum="${loop.most}"><bpmn:loopCondition xsi:type="bpmn:tFormalExpression">= again</bpmn:loopCondition></bpmn:standardLoopCharacteristics>`
    : '';
}

const drawLink = (id: string): string =>
  element('intermediateThrowEvent', id, '', `<bpmn:linkEventDefinition name="${id}" />`) +
  element('intermediateCatchEvent', `${id}-to`, '', `<bpmn:linkEventDefinition name="${id}" />`);

function drawNode(node: GraphNode, id: string, more: string, ref: string | undefined): string {
  const { kind, inside, handler, cancel } = node;
  const content = inside
    ? drawScope(inside, `${id}.`, cancel !== undefined) + (handler ? drawHandler(`${id}.handler`, handler) : '')
    : '';
  const event = eventOf[kind] ?? (kind === 'undo' || kind === 'undoEnd' ? undoing(ref) : '');
  return element(
    cancel ? 'transaction' : types[kind as Exclude<GraphKind, 'race' | 'link' | 'adhoc'>],
    id,
    `${attributes[kind] ?? ''} ${more}`,
    event + repetition(node) + content,
  );
}

const undoing = (ref: string | undefined): string =>
  `<bpmn:compensateEventDefinition ${ref === undefined ? '' : `activityRef="${ref}"`} />`;

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
    element(
      'boundaryEvent',
      `${host}-${by}`,
      `attachedToRef="${host}" cancelActivity="${cancels}" ${attributes[by as GraphKind] ?? ''}`,
      eventDefinitions[by],
    ),
    sequenceFlow(`${host}-${by}`, target),
  ];
}
