import type { FlowNode, ScopeModel, SequenceFlow } from '@gaita/bpmn';

/** What is known of one open scope: the process, a sub-process or the body of a repeated activity. */
export interface Scope {
  readonly id: string;
  readonly model: ScopeModel;
  /** The scope around it. */
  readonly parent: Scope | undefined;
  /** The body of a multi-instance activity or loop: the activity that is repeated. */
  readonly repeated?: FlowNode;
  /** Start events of which one is to be used. */
  readonly starts: Set<string>;
  /** Tokens on flows, by flow id. */
  readonly onFlow: Map<string, number>;
  /** Tokens before a node to which no flow led them: implicit starts, boundary events, links, event sub-processes. */
  readonly before: Map<string, number>;
  /** Complex gateways that have begun and wait for their reset, with the flows whose tokens they have had. */
  readonly begun: Map<string, readonly string[]>;
  rounds: number;
  /** An ad-hoc sub-process: its activities start as people like. */
  readonly adHoc?: { readonly sequential: boolean; readonly completionCondition?: unknown };
  /** Why nothing may start here any more: it is being ended from inside or taken over. */
  closedBy?: string;
}

/** One activity, event or gateway that has started and not ended. */
export interface Active {
  readonly tokenId: string;
  readonly node: FlowNode;
  readonly scope: Scope;
  readonly loopIndex: number | undefined;
  /** Stands for all instances of a repeated activity. */
  readonly isBody: boolean;
  /** The boundary event that interrupts it. */
  interruptedBy?: string;
  /** A transaction that was cancelled: what happens in it now undoes it. */
  isUndone?: boolean;
  /** What it waited for has happened: its task or job was completed, its event occurred. */
  isServed: boolean;
  /** A complex gateway that is reset: it may lead nowhere. */
  isReset?: boolean;
  /** An event-based gateway: the event that came first. */
  chosen?: string;
}

export const isEventSubProcess = (node: FlowNode): node is Extract<FlowNode, ScopeModel> =>
  'triggeredByEvent' in node && node.triggeredByEvent;

export function openScope(id: string, model: ScopeModel, parent: Scope | undefined, startElementId?: string): Scope {
  const adHoc = 'adHoc' in model ? (model.adHoc as Scope['adHoc']) : undefined;
  const scope: Scope = {
    id,
    model,
    parent,
    starts: new Set(),
    onFlow: new Map(),
    before: new Map(),
    begun: new Map(),
    rounds: 0,
    ...(adHoc && { adHoc }),
  };
  if (adHoc) return scope;
  const startEvents = model.nodes.filter(({ type }) => type === 'startEvent');
  if (startElementId !== undefined) scope.starts.add(startElementId);
  else if (startEvents.length > 0) for (const { id: start } of startEvents) scope.starts.add(start);
  else for (const node of model.nodes) if (startsBySelf(node)) addOne(scope.before, node.id);
  return scope;
}

const startsBySelf = (node: FlowNode): boolean =>
  node.incoming.length === 0 && node.type !== 'boundaryEvent' && !isEventSubProcess(node) && !isHandler(node);

/** Compensates another activity: no token ever flows into it. */
export const isHandler = (node: FlowNode): boolean => 'isForCompensation' in node && node.isForCompensation;

export const nodeIn = ({ model }: Scope, id: string): FlowNode | undefined => model.nodes.find((node) => node.id === id);
export const flowIn = ({ model }: Scope, id: string): SequenceFlow => model.flows.find((flow) => flow.id === id)!;

export function addOne(tokens: Map<string, number>, id: string): void {
  tokens.set(id, (tokens.get(id) ?? 0) + 1);
}

/** Whether there was one to take. */
export function takeOne(tokens: Map<string, number>, id: string): boolean {
  const left = (tokens.get(id) ?? 0) - 1;
  if (left > 0) tokens.set(id, left);
  else tokens.delete(id);
  return left >= 0;
}
