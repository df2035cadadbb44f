import type { FlowNode, ProcessModel, ScopeModel, SequenceFlow } from '@gaita/bpmn';
import type { JournalRecord, RecordOf } from '@gaita/contracts';

/**
 * The token game of BPMN 2.0.2 (chapter 13), slow and plain: reads the journal of one instance and says whether a token could
 * have gone that way. It knows nothing of the kernel, of variables or of what is waited for.
 */
interface Scope {
  readonly model: ScopeModel;
  /** Multi-instance body: the activity that is repeated. */
  readonly repeated?: FlowNode;
  /** Start events and implicit starts that may still be used. */
  readonly starts: Set<string>;
  /** Tokens on flows, by flow id. */
  readonly onFlow: Map<string, number>;
  /** Boundary events that an interrupted activity owes a token. */
  readonly interruptedBy: Set<string>;
  rounds: number;
}

interface Active {
  readonly node: FlowNode;
  readonly scopeId: string;
  readonly loopIndex: number | undefined;
}

/** Flows that the activity which has just ended must take. */
interface Owed {
  readonly scopeId: string;
  readonly flows: Set<string>;
  least: number;
  most: number;
}

/** Why the records of an instance are no legal run of the model: a sentence with the record's number, or undefined. */
export function findIllegal(process: ProcessModel, records: readonly JournalRecord[]): string | undefined {
  const game = new TokenGame(process);
  for (const [number, record] of records.entries()) {
    const found = game.read(record);
    if (found) return `record ${number} (${record.kind}): ${found}`;
  }
  return undefined;
}

class TokenGame {
  private readonly process: ProcessModel;
  private readonly scopes = new Map<string, Scope>();
  private readonly active = new Map<string, Active>();
  private readonly seen = new Set<string>();
  private owed: Owed | undefined;
  private startElementId: string | undefined;
  private hasStarted = false;
  private hasEnded = false;

  constructor(process: ProcessModel) {
    this.process = process;
  }

  read(record: JournalRecord): string | undefined {
    const { kind } = record;
    if (kind !== 'instanceStarted' && kind !== 'activityStarted' && kind !== 'activityEnded' && kind !== 'flowTaken')
      return kind === 'instanceEnded' ? this.end(record) : undefined;
    if (this.hasEnded) return 'the instance has ended';
    if (this.hasStarted === (kind === 'instanceStarted')) return 'an instance starts once and first';
    if (kind === 'flowTaken') return this.takeFlow(record);
    if (this.owed && this.owed.least > 0) return 'the activity that ended before has not taken its flows';
    this.owed = undefined;
    if (kind === 'activityStarted') return this.start(record);
    if (kind === 'activityEnded') return this.endActivity(record);
    this.hasStarted = true;
    this.startElementId = record.startElementId;
    return undefined;
  }

  private start({ tokenId, scopeId, elementId, elementType, loopIndex }: RecordOf<'activityStarted'>): string | undefined {
    if (this.seen.has(tokenId)) return `token ${tokenId} has been seen before`;
    if (this.seen.size === 0) this.scopes.set(scopeId, opened(this.process, this.startElementId));
    this.seen.add(tokenId);
    const scope = this.scopes.get(scopeId);
    if (!scope) return `scope ${scopeId} is not open`;
    const node = scope.repeated ?? scope.model.nodes.find(({ id }) => id === elementId);
    if (node?.id !== elementId) return `${elementId} does not stand in its scope`;
    const refused = scope.repeated ? this.nextRound(scopeId, scope, loopIndex) : this.arrive(scopeId, scope, node);
    if (refused) return refused;
    this.active.set(tokenId, { node, scopeId, loopIndex });
    if (elementType === 'multiInstanceBody') this.scopes.set(tokenId, { ...opened(nothing), repeated: node });
    else if ('nodes' in node) this.scopes.set(tokenId, opened(node));
    return undefined;
  }

  private nextRound(scopeId: string, scope: Scope, loopIndex: number | undefined): string | undefined {
    if (loopIndex !== scope.rounds++) return `is instance ${loopIndex}, expected ${scope.rounds - 1}`;
    const { repeated } = scope;
    const isSequential = !('multiInstance' in repeated!) || !repeated.multiInstance || repeated.multiInstance.sequential;
    return isSequential && this.inside(scopeId).length > 0 ? 'the instance before has not ended' : undefined;
  }

  /** Takes the tokens with which a node starts. */
  private arrive(scopeId: string, scope: Scope, node: FlowNode): string | undefined {
    if (node.type === 'boundaryEvent') return this.arriveAtBoundary(scopeId, scope, node);
    if ('triggeredByEvent' in node && node.triggeredByEvent) return this.arriveAtHandler(scopeId, scope, node);
    if (scope.starts.delete(node.id)) {
      if (node.type === 'startEvent') scope.starts.clear();
      return undefined;
    }
    const held = node.incoming.filter((id) => scope.onFlow.has(id));
    if (held.length === 0) return `no token on a flow into ${node.id}`;
    const joins = node.incoming.length > 1;
    if (joins && node.type === 'parallelGateway' && held.length < node.incoming.length) return `${node.id} waits for more flows`;
    if (joins && node.type === 'inclusiveGateway' && this.mayStillArrive(scopeId, scope, node, held))
      return `another token may still reach ${node.id}`;
    const isJoin = node.type === 'parallelGateway' || node.type === 'inclusiveGateway';
    for (const id of isJoin ? held : held.slice(0, 1)) takeOne(scope.onFlow, id);
    return undefined;
  }

  private arriveAtBoundary(scopeId: string, scope: Scope, node: FlowNode & { type: 'boundaryEvent' }): string | undefined {
    if (node.cancelActivity)
      return scope.interruptedBy.delete(node.id) ? undefined : `${node.attachedTo} was not interrupted by ${node.id}`;
    return this.inside(scopeId).some((at) => at.node.id === node.attachedTo) ? undefined : `${node.attachedTo} is not active`;
  }

  private arriveAtHandler(scopeId: string, scope: Scope, node: FlowNode & ScopeModel): string | undefined {
    if (!node.nodes.some((inner) => inner.type === 'startEvent' && inner.isInterrupting)) return undefined;
    scope.onFlow.clear();
    return this.inside(scopeId).length > 0 ? 'what it interrupts has not ended' : undefined;
  }

  private endActivity({ tokenId, scopeId, elementId, outcome }: RecordOf<'activityEnded'>): string | undefined {
    const at = this.active.get(tokenId);
    if (!at || at.node.id !== elementId || at.scopeId !== scopeId) return `${elementId} is not active there`;
    if (this.inside(tokenId).length > 0) return `something inside ${elementId} is still active`;
    const within = this.scopes.get(tokenId);
    if (outcome === 'completed' && within && within.onFlow.size > 0) return `a token inside ${elementId} is not at its end`;
    this.active.delete(tokenId);
    this.scopes.delete(tokenId);
    const scope = this.scopes.get(scopeId)!;
    if (outcome !== 'completed') for (const id of interruptions(scope.model, elementId)) scope.interruptedBy.add(id);
    else if (at.loopIndex === undefined) this.owed = { scopeId, ...owedBy(at.node, scope.model) };
    if ('definitions' in at.node && at.node.definitions.some(({ type }) => type === 'terminate')) scope.onFlow.clear();
    return undefined;
  }

  private takeFlow({ scopeId, flowId }: RecordOf<'flowTaken'>): string | undefined {
    const { owed } = this;
    if (!owed || owed.scopeId !== scopeId || owed.most === 0 || !owed.flows.delete(flowId)) return `nobody takes ${flowId} here`;
    owed.least--;
    owed.most--;
    const { onFlow } = this.scopes.get(scopeId)!;
    onFlow.set(flowId, (onFlow.get(flowId) ?? 0) + 1);
    return undefined;
  }

  private end({ outcome }: RecordOf<'instanceEnded'>): string | undefined {
    if (this.hasEnded) return 'the instance has ended';
    this.hasEnded = true;
    if (this.owed && this.owed.least > 0) return 'the activity that ended before has not taken its flows';
    if (this.active.size > 0) return `${[...this.active.values()].map(({ node }) => node.id).join(', ')} still active`;
    const isLeft = [...this.scopes.values()].some(({ onFlow }) => onFlow.size > 0);
    return outcome === 'completed' && isLeft ? 'a token is not at its end' : undefined;
  }

  /** BPMN 2.0.2, 13.4.3: some token can reach an empty incoming flow without the gateway, and none that holds a token. */
  private mayStillArrive(scopeId: string, scope: Scope, gateway: FlowNode, held: readonly string[]): boolean {
    const targets = [...scope.onFlow.keys()].filter((id) => !gateway.incoming.includes(id)).map((id) => flowOf(scope, id).target);
    const tokens = [...this.inside(scopeId).map(({ node }) => node.id), ...targets];
    return tokens.some((from) => {
      const reached = gateway.incoming.filter((id) => leadsTo(scope.model, from, flowOf(scope, id).source, gateway.id));
      return reached.length > 0 && !reached.some((id) => held.includes(id));
    });
  }

  private inside = (scopeId: string): Active[] => [...this.active.values()].filter((at) => at.scopeId === scopeId);
}

const nothing: ScopeModel = { nodes: [], flows: [] };

function opened(model: ScopeModel, startElementId?: string): Scope {
  const starts = model.nodes.filter(({ type }) => type === 'startEvent').map(({ id }) => id);
  const implicit = model.nodes
    .filter(
      (node) =>
        node.incoming.length === 0 && node.type !== 'boundaryEvent' && !('triggeredByEvent' in node && node.triggeredByEvent),
    )
    .map(({ id }) => id);
  const usable = startElementId === undefined ? (starts.length > 0 ? starts : implicit) : [startElementId];
  return { model, starts: new Set(usable), onFlow: new Map(), interruptedBy: new Set(), rounds: 0 };
}

/** How many of its flows a node takes: all, exactly one, or at least one (conditions are not known here). */
function owedBy(node: FlowNode, { flows }: ScopeModel): { flows: Set<string>; least: number; most: number } {
  const outgoing = flows.filter(({ source }) => source === node.id);
  const isOne = node.type === 'exclusiveGateway' || node.type === 'eventBasedGateway';
  const chooses = node.type !== 'parallelGateway' && outgoing.some(({ condition }) => condition);
  const most = isOne ? Math.min(1, outgoing.length) : outgoing.length;
  return { flows: new Set(outgoing.map(({ id }) => id)), least: chooses ? Math.min(1, most) : most, most };
}

const interruptions = ({ nodes }: ScopeModel, hostId: string): string[] =>
  nodes.filter((node) => node.type === 'boundaryEvent' && node.attachedTo === hostId && node.cancelActivity).map(({ id }) => id);

const flowOf = ({ model }: Scope, id: string): SequenceFlow => model.flows.find((flow) => flow.id === id)!;

function takeOne(onFlow: Map<string, number>, id: string): void {
  const left = onFlow.get(id)! - 1;
  if (left > 0) onFlow.set(id, left);
  else onFlow.delete(id);
}

/** Whether a path leads from a node to another, or is there, without visiting `except`. */
function leadsTo(model: ScopeModel, from: string, to: string, except: string): boolean {
  const seen = new Set<string>([except]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    if (id === to) return true;
    seen.add(id);
    for (const flow of model.flows) if (flow.source === id) open.push(flow.target);
    for (const node of model.nodes) if (node.type === 'boundaryEvent' && node.attachedTo === id) open.push(node.id);
  }
  return false;
}
