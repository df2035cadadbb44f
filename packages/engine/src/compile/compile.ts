import type { FlowNode, ProcessModel, ScopeModel } from '@gaita/bpmn';
import type { Problem } from '@gaita/contracts';
import type { Guard } from '@gaita/expressions';
import { behaviours } from '../behaviours/behaviours.ts';
import { events } from '../events/events.ts';
import { compileExpressions, expressionsIn } from './compile-expressions.ts';
import type { CompiledFlow, CompiledNode, CompiledProcess, CompiledScope } from './compiled-process.ts';
import { markCompensable } from './compensation.ts';
import { definitionsOf } from './definitions-of.ts';
import { linkLinks } from './link-links.ts';
import type { Draft, DraftNode } from './draft-node.ts';
import { bindingsOfExpressions, calledElementsIn, decisionsIn, messageNamesIn } from './references.ts';
import { startsOf } from './starts.ts';

/** A process or sub-process whose inside is still to be linked. */
interface Open {
  readonly model: ScopeModel;
  readonly scope: {
    id: string;
    node?: CompiledNode;
    nodes: CompiledNode[];
    starts: CompiledNode[];
    eventSubProcesses: Draft<CompiledScope>['eventSubProcesses'];
    adHoc?: Draft<CompiledScope>['adHoc'];
  };
}

/**
 * Makes a process ready to run: links elements and flows, compiles every expression. What cannot run stands in `problems`, each
 * with the element's id; a process with an error among them must not be started.
 * @param options.guard limits long evaluations; see `compileExpression`
 * @param options.isChecked its expressions have been read before: each is compiled when it is evaluated first
 */
export function compile(
  process: ProcessModel,
  options: { readonly guard?: Guard; readonly isChecked?: boolean } = {},
): CompiledProcess {
  const problems: Problem[] = [];
  const nodes = new Map<string, CompiledNode>();
  const flows = new Map<string, CompiledFlow>();
  const root: Open = { model: process, scope: { id: process.id, nodes: [], starts: [], eventSubProcesses: [] } };
  const open: Open[] = [root];
  for (const { model, scope } of open) open.push(...linkScope(model, scope, nodes, flows, problems));

  markCompensable(open.map(({ scope }) => scope));
  const all = [...nodes.values()];
  for (const { model } of all) problems.push(...unsupported(model));
  const expressions = compileExpressions(expressionsIn(process), options, problems);
  return {
    id: process.id,
    root: root.scope,
    data: { ...(process.dataObjects && { dataObjects: process.dataObjects }), ...(process.data && { data: process.data }) },
    correlationKeys: process.correlationKeys ?? [],
    awaitsData: all.some(
      ({ model }) => model.data?.loopInput !== undefined || model.data?.inputSets.some(({ required }) => required.length > 0),
    ),
    nodes,
    flows,
    expressions,
    problems,
    decisions: decisionsIn(all),
    decisionsByExpression: bindingsOfExpressions(all),
    calledElements: calledElementsIn(all),
    startEvents: startsOf(root.scope),
    messageNames: messageNamesIn(all),
    hasConditions: all.some((node) => definitionsOf(node).some(({ type }) => type === 'conditional')),
    types: new Set(all.map(({ model }) => model.type)),
  };
}

/** Links what stands directly in a scope; gives the sub-processes in it. */
function linkScope(
  model: ScopeModel,
  scope: Open['scope'],
  nodes: Map<string, CompiledNode>,
  flows: Map<string, CompiledFlow>,
  problems: Problem[],
): Open[] {
  const inside: Open[] = [];
  const drafts = model.nodes.map((node) => {
    const draft: DraftNode = {
      id: node.id,
      index: scope.nodes.length,
      model: node,
      scope,
      incoming: [],
      outgoing: [],
      boundaries: [],
      repeats: 'multiInstance' in node ? !!(node.multiInstance ?? node.loop) : 'loop' in node && !!node.loop,
      joins: false,
    };
    if ('nodes' in node) {
      const scope = { id: node.id, node: draft, nodes: [], starts: [], eventSubProcesses: [] };
      const inner: Open = { model: node, scope: { ...scope, ...(node.adHoc && { adHoc: node.adHoc }) } };
      draft.inner = inner.scope;
      inside.push(inner);
    }
    nodes.set(node.id, draft);
    scope.nodes.push(draft);
    return draft;
  });
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const { id, name, source, target, condition } of model.flows) {
    const [from, to] = [byId.get(source), byId.get(target)];
    if (!from || !to) {
      problems.push({
        severity: 'error',
        rule: 'dangling-flow',
        elementId: id,
        message: `Flow ${id} does not join two elements of one scope.`,
      });
      continue;
    }
    const flow: CompiledFlow = {
      id,
      source: from,
      target: to,
      ...(name !== undefined && { name }),
      ...(condition && { condition }),
    };
    from.outgoing.push(flow);
    to.incoming.push(flow);
    flows.set(id, flow);
  }
  for (const draft of drafts) linkNode(draft, byId);
  linkLinks(drafts, problems);
  scope.starts = drafts.filter(isPlainStart);
  if (!drafts.some(({ model: { type } }) => type === 'startEvent')) scope.starts = drafts.filter(isImplicitStart);
  const insideOf = new Map(inside.map((inner) => [inner.scope.node, inner]));
  scope.eventSubProcesses = drafts.filter(isEventSubProcess).flatMap((node) => handlersOf(node, insideOf.get(node)!));
  return inside;
}

const joining: ReadonlySet<FlowNode['type']> = new Set(['parallelGateway', 'inclusiveGateway', 'complexGateway']);

function linkNode(draft: DraftNode, byId: ReadonlyMap<string, DraftNode>): void {
  const { model } = draft;
  const order = new Map(model.outgoing.map((id, index) => [id, index]));
  const last = order.size;
  draft.outgoing.sort((a, b) => (order.get(a.id) ?? last) - (order.get(b.id) ?? last));
  const defaultFlow = 'defaultFlow' in model ? draft.outgoing.find(({ id }) => id === model.defaultFlow) : undefined;
  if (defaultFlow) draft.defaultFlow = defaultFlow;
  draft.joins = draft.incoming.length > 1 && joining.has(model.type);
  const host = model.type === 'boundaryEvent' ? byId.get(model.attachedTo) : undefined;
  if (host) {
    draft.host = host;
    const handler = model.type === 'boundaryEvent' ? byId.get(model.compensationHandlers?.[0] ?? '') : undefined;
    if (handler) host.compensationHandler = handler;
    host.boundaries.push(draft);
  }
}

const isPlainStart = ({ model }: CompiledNode): boolean => model.type === 'startEvent' && model.definitions.length === 0;

const isEventSubProcess = ({ model }: CompiledNode): boolean => 'triggeredByEvent' in model && model.triggeredByEvent;

/** Without a start event every node that nothing leads to starts (BPMN 2.0.2, 10.5.2). */
const isImplicitStart = (node: CompiledNode): boolean =>
  node.incoming.length === 0 &&
  node.model.type !== 'boundaryEvent' &&
  !isEventSubProcess(node) &&
  !('instantiate' in node.model && node.model.instantiate) &&
  !('isForCompensation' in node.model && node.model.isForCompensation);

/** Event sub-processes are linked before their inside; their start events are found in the model and resolved when asked for. */
function handlersOf(node: CompiledNode, inner: Open): CompiledScope['eventSubProcesses'] {
  const starts = inner.model.nodes.filter(
    (child): child is Extract<FlowNode, { type: 'startEvent' }> => child.type === 'startEvent',
  );
  return starts.map(({ id, isInterrupting }) => ({
    node,
    isInterrupting,
    get start() {
      return inner.scope.nodes.find((child) => child.id === id)!;
    },
  }));
}

function unsupported(model: FlowNode): Problem[] {
  const place = { elementId: model.id, ...(model.line !== undefined && { line: model.line }) };
  if (!behaviours[model.type])
    return [
      { severity: 'error', rule: 'unsupported-element', message: `${model.type} ${model.id} cannot be executed.`, ...place },
    ];
  const definitions = 'definitions' in model ? model.definitions : [];
  return definitions
    .filter(({ type }) => !events[type])
    .map(({ type }) => ({
      severity: 'error',
      rule: 'unsupported-event',
      message: `${model.type} ${model.id}: ${type} events cannot be executed.`,
      ...place,
    }));
}
