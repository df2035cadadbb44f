import type { FlowNode, ProcessModel, ScopeModel } from '@gaita/bpmn';
import type { JournalRecord, RecordOf } from '@gaita/contracts';
import { around, CompletedActivities } from './compensation.ts';
import { isServed, serve } from './happenings.ts';
import { linkName, linkTargets, resetSilently, tokensFor } from './joins.ts';
import type { Owed } from './outgoing.ts';
import { owedBy, takeOwed } from './outgoing.ts';
import type { Active, Scope } from './scope.ts';
import { addOne, flowIn, isEventSubProcess, nodeIn, openScope, takeOne } from './scope.ts';
import { OpenWaits } from './waits.ts';

const nothing: ScopeModel = { nodes: [], flows: [] };

/**
 * The token game of BPMN 2.0.2 (chapter 13), slow and plain: reads the journal of one instance and says whether a token could
 * have gone that way. It knows nothing of the kernel or of the values of variables.
 */
export class TokenGame {
  readonly scopes = new Map<string, Scope>();
  readonly active = new Map<string, Active>();
  readonly waits = new OpenWaits();
  /** Events behind an event-based gateway that occurred before their catching event starts: `scope element`. */
  readonly occurredBefore = new Map<string, number>();
  hasEnded = false;
  readonly completed: CompletedActivities;
  /** Events of a parallel multiple event that have occurred: `token element`. */
  readonly occurred = new Map<string, number>();
  private readonly process: ProcessModel;
  private readonly seen = new Set<string>();
  private owed: Owed | undefined;
  private startElementId: string | undefined;
  private hasStarted = false;

  constructor(process: ProcessModel) {
    this.process = process;
    this.completed = new CompletedActivities(process);
  }

  /** Why the next record cannot be; undefined when it can. */
  read(record: JournalRecord): string | undefined {
    if (this.hasEnded) return record.kind === 'deliverySent' ? undefined : 'the instance has ended';
    if (this.hasStarted === (record.kind === 'instanceStarted')) return 'an instance starts once and first';
    const refused = this.waits.read(record) ?? serve(this, record) ?? this.move(record);
    // Between the end of an activity and its flows no token is anywhere.
    if (!this.owed || this.owed.least <= 0)
      for (const scope of this.scopes.values()) resetSilently(scope, [...this.active.values()]);
    return refused;
  }

  private move(record: JournalRecord): string | undefined {
    switch (record.kind) {
      case 'instanceStarted':
        this.hasStarted = true;
        this.startElementId = record.startElementId;
        return undefined;
      case 'flowTaken':
        return this.takeFlow(record);
      case 'activityStarted':
        return this.notOwed() ?? this.start(record);
      case 'activityEnded':
        return this.notOwed() ?? this.endActivity(record);
      case 'instanceEnded':
        return this.notOwed() ?? this.end(record);
      default:
        return undefined;
    }
  }

  private notOwed(): string | undefined {
    if (this.owed && this.owed.least > 0) return 'the activity that ended before has not taken its flows';
    this.owed = undefined;
    return undefined;
  }

  private start({ tokenId, scopeId, elementId, elementType, loopIndex }: RecordOf<'activityStarted'>): string | undefined {
    if (this.seen.has(tokenId)) return `token ${tokenId} has been seen before`;
    if (this.seen.size === 0) this.scopes.set(scopeId, openScope(scopeId, this.process, undefined, this.startElementId));
    this.seen.add(tokenId);
    const scope = this.scopes.get(scopeId);
    if (!scope) return `scope ${scopeId} is not open`;
    // What undoes an instance of a repeated activity runs beside the others.
    const repeated = scope.before.has(elementId) ? undefined : scope.repeated;
    const node = repeated ?? around(scope).nodes.find(({ id }) => id === elementId);
    if (node?.id !== elementId) return `${elementId} does not stand in its scope`;
    // What a message starts has had it.
    const isStart = elementId === this.startElementId && scope.starts.has(elementId);
    const refused = repeated ? this.nextRound(scope, loopIndex) : this.arrive(scope, node);
    if (refused) return refused;
    const isBody = elementType === 'multiInstanceBody';
    const isReset = node.type === 'complexGateway' && node.incoming.length > 1 && !scope.begun.has(node.id);
    const isAwaited = takeOne(this.occurredBefore, `${scopeId} ${elementId}`);
    const at: Active = { tokenId, node, scope, loopIndex, isBody, isServed: isAwaited || isStart, isReset };
    this.active.set(tokenId, at);
    if (isBody) this.scopes.set(tokenId, { ...openScope(tokenId, nothing, scope), repeated: node });
    else if ('nodes' in node) this.scopes.set(tokenId, openScope(tokenId, node, scope));
    if (isTerminate(node)) scope.closedBy = node.id;
    if (throwsOf(node, 'cancel')) this.cancelTransaction(scope);
    if (throwsOf(node, 'cancel') || throwsOf(node, 'compensation')) this.completed.begins(tokenId);
    return undefined;
  }

  private nextRound(scope: Scope, loopIndex: number | undefined): string | undefined {
    if (loopIndex !== scope.rounds++) return `is instance ${loopIndex}, expected ${scope.rounds - 1}`;
    const { repeated } = scope;
    const isSequential = !('multiInstance' in repeated!) || !repeated.multiInstance || repeated.multiInstance.sequential;
    return isSequential && this.inside(scope).length > 0 ? 'the instance before has not ended' : undefined;
  }

  /** Takes the tokens with which a node starts. */
  private arrive(scope: Scope, node: FlowNode): string | undefined {
    if (isEventSubProcess(node)) return this.takeOver(scope, node);
    if (scope.closedBy !== undefined) return `${scope.closedBy} has ended everything there`;
    if (takeOne(scope.before, node.id)) return undefined;
    if (node.type === 'boundaryEvent') return this.arriveBeside(scope, node);
    if (scope.starts.delete(node.id)) {
      scope.starts.clear();
      return undefined;
    }
    if (isAdHocStart(scope, node)) return this.startAdHoc(scope);
    const taken = tokensFor(scope, node, [...this.active.values()]);
    if (typeof taken === 'string') return taken;
    if (node.type === 'complexGateway' && node.incoming.length > 1 && !scope.begun.delete(node.id))
      scope.begun.set(node.id, taken);
    const isJoin = /^(parallel|inclusive|complex)Gateway$/.test(node.type);
    for (const id of isJoin ? taken : taken.slice(0, 1)) takeOne(scope.onFlow, id);
    return undefined;
  }

  /** Of a boundary event that listens on, records do not tell that it occurred: its activity must be there. */
  private arriveBeside(scope: Scope, node: FlowNode & { type: 'boundaryEvent' }): string | undefined {
    if (node.cancelActivity || !listensOn(node)) return `${node.id} has not occurred`;
    return this.inside(scope).some((at) => at.node.id === node.attachedTo) ? undefined : `${node.attachedTo} is not active`;
  }

  /** An event sub-process starts; what it interrupts has ended. */
  private takeOver(scope: Scope, node: FlowNode & ScopeModel): string | undefined {
    const start = node.nodes.find((inner) => inner.type === 'startEvent');
    const hasOccurred = takeOne(scope.before, node.id);
    if (!hasOccurred && scope.closedBy !== undefined) return `${scope.closedBy} has ended everything there`;
    if (!hasOccurred && !(start && listensOn(start) && !start.isInterrupting)) return `${node.id} was not called for`;
    if (!start?.isInterrupting) return undefined;
    scope.onFlow.clear();
    scope.before.clear();
    return this.inside(scope).length > 0 ? 'what it interrupts has not ended' : undefined;
  }

  private endActivity({ tokenId, scopeId, elementId, outcome }: RecordOf<'activityEnded'>): string | undefined {
    const at = this.active.get(tokenId);
    if (!at || at.node.id !== elementId || at.scope.id !== scopeId) return `${elementId} is not active there`;
    const within = this.scopes.get(tokenId);
    if (within && this.inside(within).length > 0) return `something inside ${elementId} is still active`;
    const [open] = this.waits.of(tokenId);
    if (open !== undefined) return `${open} is still open for ${elementId}`;
    this.active.delete(tokenId);
    this.completed.ends(tokenId);
    this.scopes.delete(tokenId);
    if (outcome === 'completed') return this.complete(at, within);
    if (this.isUndone(at.scope)) this.completed.addTerminated(at, within);
    return this.interrupt(at, outcome);
  }

  private complete(at: Active, within: Scope | undefined): string | undefined {
    const { node, scope } = at;
    if (within && isLeft(within)) return `a token inside ${node.id} is not at its end`;
    if (at.interruptedBy !== undefined) return `${node.id} was interrupted by ${at.interruptedBy}`;
    if (!at.isBody && !isServed(at)) return `what ${node.id} waits for has not happened`;
    if (at.loopIndex === undefined && !this.isDoomed(scope)) this.owed = owedBy(at);
    this.completed.add(at, within);
    const link = linkName(node);
    if (link !== undefined) for (const target of linkTargets(scope.model, link)) addOne(scope.before, target);
    if (isTerminate(node)) {
      scope.onFlow.clear();
      scope.before.clear();
    }
    return undefined;
  }

  private interrupt({ node, scope, interruptedBy }: Active, outcome: string): string | undefined {
    if (interruptedBy === undefined) return undefined;
    const event = nodeIn(scope, interruptedBy);
    const isError = event && 'definitions' in event && event.definitions.some(({ type }) => type === 'error');
    if (isError !== (outcome === 'failed')) return `${node.id} is ${outcome} by ${interruptedBy}`;
    addOne(scope.before, interruptedBy);
    return undefined;
  }

  /** Its boundary event goes on when what has completed in it is compensated; of a repeated one all instances are undone. */
  private cancelTransaction(scope: Scope): void {
    let host = this.active.get(scope.id);
    while (host?.scope.repeated) host = this.active.get(host.scope.id);
    const event = host?.scope.model.nodes.find(
      (node) =>
        node.type === 'boundaryEvent' &&
        node.attachedTo === host.node.id &&
        node.definitions.some(({ type }) => type === 'cancel'),
    );
    if (!host || !event) return;
    host.interruptedBy = event.id;
    host.isUndone = true;
    for (const open of this.scopes.values()) {
      if (!this.isUndone(open)) continue;
      open.onFlow.clear();
      open.before.clear();
      open.begun.clear();
    }
  }

  private startAdHoc(scope: Scope): string | undefined {
    return scope.adHoc?.sequential && this.inside(scope).length > 0 ? 'another activity runs there' : undefined;
  }

  /** Whether what happens in a scope comes to nothing: it or a scope around it is being ended. */
  private isDoomed(scope: Scope): boolean {
    let within: string | undefined;
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const host = this.active.get(at.id);
      const isInterrupted = host?.interruptedBy !== undefined && !host.isUndone;
      if (isInterrupted || (at.closedBy !== undefined && at.closedBy !== within)) return true;
      within = host?.node.id;
    }
    return false;
  }

  private isUndone(scope: Scope): boolean {
    for (let at: Scope | undefined = scope; at; at = at.parent) if (this.active.get(at.id)?.isUndone) return true;
    return false;
  }

  private takeFlow({ scopeId, flowId }: RecordOf<'flowTaken'>): string | undefined {
    const refused = takeOwed(this.owed, scopeId, flowId);
    if (!refused) addOne(this.scopes.get(scopeId)!.onFlow, flowId);
    return refused;
  }

  private end({ outcome }: RecordOf<'instanceEnded'>): string | undefined {
    this.hasEnded = true;
    if (this.active.size > 0) return `${[...this.active.values()].map(({ node }) => node.id).join(', ')} still active`;
    if (this.waits.size > 0) return 'something is still waited for';
    return outcome === 'completed' && [...this.scopes.values()].some(isLeft) ? 'a token is not at its end' : undefined;
  }

  inside(scope: Scope): Active[] {
    return [...this.active.values()].filter((at) => at.scope === scope);
  }
}

/** What a complex gateway holds for its reset goes with its scope, and an ad-hoc sub-process ends when its condition says so. */
const isLeft = (scope: Scope): boolean =>
  !scope.adHoc &&
  (scope.before.size > 0 ||
    [...scope.onFlow.keys()].some((id) => nodeIn(scope, flowIn(scope, id).target)?.type !== 'complexGateway'));

const isAdHocStart = ({ adHoc }: Scope, { incoming }: FlowNode): boolean => adHoc !== undefined && incoming.length === 0;

const throwsOf = (node: FlowNode, type: string): boolean =>
  (node.type === 'endEvent' || node.type === 'intermediateThrowEvent') &&
  node.definitions.some((definition) => definition.type === type);

const isTerminate = (node: FlowNode): boolean =>
  node.type === 'endEvent' && node.definitions.some(({ type }) => type === 'terminate');

const listensOn = ({ definitions }: FlowNode & { type: 'boundaryEvent' | 'startEvent' }): boolean =>
  definitions.some(({ type }) => type === 'message' || type === 'signal' || type === 'conditional');
