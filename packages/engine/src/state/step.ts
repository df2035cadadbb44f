import type { EventDefinition, FlowNode } from '@gaita/bpmn';
import type { Delivery, JournalRecord, Json } from '@gaita/contracts';
import type { Environment } from '../advance-types.ts';
import type { CompiledNode, CompiledProcess } from '../compile/compiled-process.ts';
import type { ScopeState, Snapshot, TokenState, WaitState, Work } from '../snapshot.ts';
import { isEmpty, own, put } from '../own-key.ts';
import type { TriggerPlace } from '../trigger.ts';
import { Items } from './items.ts';
import { Presence } from './presence.ts';
import { tokenAt } from './token-at.ts';

/** Where a token stands. */
export interface Place<Model extends FlowNode = FlowNode> {
  readonly scopeId: string;
  readonly tokenId: string;
  readonly node: CompiledNode & { readonly model: Model };
}

/** `done`: go on. `wait`: something outside must happen first. `gone`: the token was taken away meanwhile. */
export type Entered = 'done' | 'wait' | 'gone';

/**
 * What an element does when a token enters it. It evaluates everything that it needs before it has any effect: what cannot be
 * evaluated throws, becomes an incident, and `enter` is called again when somebody retries.
 */
export interface Behaviour<Model extends FlowNode = FlowNode> {
  enter(step: Step, at: Place<Model>): Entered;
  /** What must happen when it has done its work, before output mappings; again after an incident of phase `complete`. */
  complete?(step: Step, at: Place<Model>): void;
  /** Which outgoing flows are taken; default `matching`: all without a condition and all whose condition holds. */
  readonly flows?: 'all' | 'first' | 'matching';
}

export type Definition<Type extends EventDefinition['type']> = Extract<EventDefinition, { type: Type }>;

/**
 * What an event definition does: catching (`arm` opens a wait), throwing, or both. `check` evaluates what `throw` needs, without an
 * effect: of several definitions none is thrown when one cannot be.
 */
export interface EventKind<Type extends EventDefinition['type']> {
  /** `element`: the node that the definition belongs to. */
  arm?(step: Step, owner: WaitOwner, element: CompiledNode, definition: Definition<Type>): void;
  check?(step: Step, at: Place, definition: Definition<Type>): void;
  throw?(step: Step, at: Place, definition: Definition<Type>): Entered;
}

/** Who waits: a token, or (no token) the scope itself for its event sub-processes. */
export interface WaitOwner {
  readonly scopeId: string;
  readonly tokenId?: string;
}

/** A variable was written in a scope: all within see it. */
export interface VariableChange {
  readonly scopeId: string;
  readonly name: string;
  readonly event: 'create' | 'update';
}

/** A condition that is to be looked at: because it is armed now, or because of changes that it sees. */
export interface DueCondition {
  readonly found: WaitOwner & { readonly id: string; readonly wait: WaitState };
  readonly isArmed: boolean;
  readonly changes: VariableChange[];
}

/** What a step remembers for conditional events. */
export interface WatchedConditions {
  changed(change: VariableChange): void;
  /** Waited for from now on: it is looked at once even if nothing changes. */
  arm(found: DueCondition['found']): void;
  isDue(): boolean;
  /** What is to be looked at since the last time, in the order in which it was armed. */
  take(): DueCondition[];
}

export interface Tables {
  readonly behaviours: { readonly [Type in FlowNode['type']]?: Behaviour };
  readonly events: { readonly [Type in EventDefinition['type']]?: EventKind<Type> };
}

export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

/** A scope in a step. Its tokens are asked of the step, which keeps those of changed scopes in maps. */
export type WorkingScope = Omit<ScopeState, 'tokens'>;

/** A copy that may be changed: what is kept in an entry for compensation or in the snapshot before must not change with it. */
function withOwnMaps(scope: WorkingScope): Draft<WorkingScope> {
  const copy: Draft<ScopeState> = { ...scope };
  if (copy.tokens) copy.tokens = undefined; // keeps its place until `complete`
  if (scope.variables) copy.variables = { ...scope.variables };
  if (scope.joins) copy.joins = { ...scope.joins };
  if (scope.waits) copy.waits = { ...scope.waits };
  return copy;
}

/** Bytes that a record takes beside the values in it, about. */
const RECORD_BYTES = 250;

/**
 * The working state of one step: scopes copied when first changed, records and work in order. It knows how state changes, not
 * what elements do.
 */
export class Step {
  readonly process: CompiledProcess;
  readonly environment: Environment;
  readonly tables: Tables;
  readonly instanceId: string;
  readonly businessKey: string | undefined;
  readonly calledBy: Snapshot['calledBy'];
  readonly records: JournalRecord[] = [];
  readonly touched = new Set<string>();
  ended: Snapshot['ended'];
  /** Only where the process has conditional events. */
  conditions: WatchedConditions | undefined;
  /** The instance has ended in an earlier step. */
  readonly hasEnded: boolean;
  /** It is being compensated for its caller. */
  undoing: boolean;
  /** What stays in the snapshot of an instance that has ended. */
  kept: Snapshot['scopes'] = {};
  /** Values of correlation keys, by the key's id. */
  readonly keys: Map<string, readonly Json[]>;
  /** What earlier slices left over. */
  later: readonly Work[];
  /** Slices in a row since something came from outside. */
  slices: number;
  /** Inclusive joins of all scopes are looked at, not only of those that this step changes. */
  looksEverywhere = false;
  /** Variables were written since somebody looked whether data is there that activities wait for. */
  wrote = false;
  /** Waits of tokens that this step has copied, so that it may change them. */
  readonly ownWaits = new WeakSet<object>();
  /** About how many bytes the records take. */
  bytes = 0;
  private scopes: Record<string, ScopeState>;
  private copied = false;
  /**
   * Tokens of the scopes that this step has changed, in order. Most tokens live for a part of a step only; as keys of an object each
   * of their ids would cost five times as much.
   */
  private readonly tokens = new Map<string, Map<string, TokenState>>();
  private readonly presence: Presence;
  private items: Items | undefined;
  private queue: Work[] = [];
  private taken = 0;
  private ids = 0;
  private partIds = 0;

  constructor(process: CompiledProcess, before: Snapshot, environment: Environment, tables: Tables) {
    this.process = process;
    this.environment = environment;
    this.tables = tables;
    this.instanceId = before.instanceId;
    this.businessKey = before.businessKey;
    this.calledBy = before.calledBy;
    this.scopes = before.scopes;
    this.later = before.queue ?? [];
    this.slices = before.slices ?? 0;
    this.keys = new Map(Object.entries(before.keys ?? {}));
    this.hasEnded = before.ended !== undefined;
    this.undoing = before.undoing ?? false;
    this.presence = new Presence(before.apart);
  }

  newId(): string {
    return this.environment.ids + (this.ids++).toString(36).padStart(8, '0');
  }

  /** For what exists only because items are stored apart: the other ids are the same with and without. */
  newPartId(): string {
    return `${this.environment.ids}z${(this.partIds++).toString(36).padStart(7, '0')}`;
  }

  record(record: JournalRecord, valueBytes = 0): void {
    this.records.push(record);
    this.bytes += RECORD_BYTES + valueBytes;
  }

  deliver(delivery: Delivery, valueBytes = 0): void {
    this.record({ kind: 'deliverySent', deliveryId: this.newId(), delivery }, valueBytes);
  }

  do(work: Work['do'], scope: string, token: string, wait?: string): void {
    this.queue.push({ do: work, scope, token, ...(wait !== undefined && { wait }) });
  }

  /** Whether work is left in this slice; what belongs to tokens that were taken away meanwhile is none. */
  hasWork(): boolean {
    for (let next = this.queue[this.taken]; next; next = this.queue[++this.taken])
      if (this.token(next.scope, next.token) || (next.wait !== undefined && this.scope(next.scope))) return true;
    return false;
  }

  /** The next work of this slice, first in first out. */
  takeWork(): Work | undefined {
    return this.hasWork() ? this.queue[this.taken++] : undefined;
  }

  /** Work of this slice that is not done yet, taken from it. */
  takeRest(): Work[] {
    const rest = this.queue.slice(this.taken);
    this.queue = [];
    this.taken = 0;
    return rest;
  }

  /** Whether items of bodies may be stored apart from what is here. */
  get isApart(): boolean {
    return this.presence.isApart;
  }

  /** All scopes that are alive. With items stored apart this asks for every one: look at a single place where you can. */
  scopeIds(): string[] {
    this.requireBelow([this.instanceId]);
    return Object.keys(this.scopes);
  }

  /** Those scopes that are here. */
  scopesHere(): string[] {
    return Object.keys(this.scopes);
  }

  /** Makes sure that these scopes are here if they are alive. */
  require(ids: readonly string[]): void {
    this.presence.require(ids, (id) => this.isKnown(id));
  }

  /** Makes sure that what stands at a place is here if it is alive; without a place, all. */
  requirePlace(place: TriggerPlace | undefined): void {
    if (!place) return this.requireBelow([this.instanceId]);
    this.require([place.scopeId]);
    if (this.scope(place.scopeId)?.loop) this.require([place.tokenId]);
  }

  /** Makes sure that all that lives below these scopes is here. */
  requireBelow(ids: readonly string[]): void {
    this.presence.requireBelow(ids, (id) => this.scope(id)?.parent);
  }

  /** Whether it is certain that the token does not live any more: neither here nor stored apart. */
  isGone({ scope: scopeId, token: tokenId, wait }: Work): boolean {
    if (this.token(scopeId, tokenId)) return false;
    if (wait !== undefined && scopeId === tokenId && this.scope(scopeId)) return false;
    if (!this.isApart) return true;
    const scope = this.scope(scopeId);
    return scope && !scope.loop ? true : this.presence.has(scope ? tokenId : scopeId, (id) => this.isKnown(id));
  }

  private isKnown(id: string): boolean {
    return own(this.scopes, id) !== undefined || this.touched.has(id);
  }

  scope(id: string): WorkingScope | undefined {
    return own(this.scopes, id);
  }

  /** The scope to change: its own copy, with its own maps. */
  edit(id: string): Draft<WorkingScope> {
    const scope = own(this.scopes, id);
    if (!scope) throw new Error(`scope ${id} is not alive`);
    if (this.touched.has(id)) return scope;
    const copy = withOwnMaps(scope);
    this.store(id, copy);
    if (scope.tokens) this.tokens.set(id, new Map(Object.entries(scope.tokens)));
    return copy;
  }

  addScope(id: string, scope: WorkingScope): void {
    const token = own(this.scopes, id)?.token;
    this.store(id, { ...withOwnMaps(scope), ...(token && { token }) });
    this.items?.add(id, scope);
    if (scope.loop) this.presence.add(id);
  }

  removeScope(id: string): void {
    if (!own(this.scopes, id)) return;
    this.ownScopes();
    const open = [id];
    for (const gone of open) {
      // outputs and elements that are kept below a body go with it
      if (own(this.scopes, gone)?.loop) open.push(...this.itemsOf(gone));
      this.items?.remove(gone, own(this.scopes, gone));
      delete this.scopes[gone];
      this.tokens.delete(gone);
      this.touched.add(gone);
    }
  }

  token(scopeId: string, tokenId: string): TokenState | undefined {
    const changed = this.tokens.get(scopeId);
    return changed ? changed.get(tokenId) : tokenAt(this.scopes, scopeId, tokenId);
  }

  setToken(scopeId: string, tokenId: string, token: TokenState): void {
    if (this.scope(scopeId)?.loop) {
      if (this.scope(tokenId)) this.edit(tokenId).token = token;
      else this.addScope(tokenId, { parent: scopeId, element: token.element, token });
      return;
    }
    const scope: Draft<ScopeState> = this.edit(scopeId);
    const tokens = this.tokens.get(scopeId);
    if (tokens) return void tokens.set(tokenId, token);
    scope.tokens = undefined; // keeps its place until `complete`
    this.tokens.set(scopeId, new Map([[tokenId, token]]));
  }

  /** Takes the token alone; its scope stays (`removeToken` takes both). */
  deleteToken(scopeId: string, tokenId: string): void {
    const isItem = this.scope(scopeId)?.loop !== undefined;
    const holder = isItem ? tokenId : scopeId;
    if (!this.scope(holder)) return;
    const scope = this.edit(holder);
    if (isItem) delete scope.token;
    else this.tokens.get(scopeId)?.delete(tokenId);
  }

  /** Tokens that stand directly in a scope with their ids, in order; of a body none (they stand in its items). */
  tokensIn(scopeId: string): Iterable<readonly [string, TokenState]> {
    return this.tokens.get(scopeId) ?? Object.entries(own(this.scopes, scopeId)?.tokens ?? {});
  }

  /** Whether a token stands directly in a scope. */
  hasTokens(scopeId: string): boolean {
    const changed = this.tokens.get(scopeId);
    return changed ? changed.size > 0 : !isEmpty(own(this.scopes, scopeId)?.tokens);
  }

  /** Ids of the tokens in a scope; of a body those of its items, in the order in which they were started. */
  tokenIds(scopeId: string): string[] {
    const scope = this.scope(scopeId);
    if (!scope?.loop) return Array.from(this.tokensIn(scopeId), ([id]) => id);
    this.requireBelow([scopeId]);
    const indexOf = (id: string) => this.scope(id)!.token!.loopIndex ?? 0;
    return this.itemsOf(scopeId)
      .filter((id) => this.scope(id)!.token)
      .sort((a, b) => indexOf(a) - indexOf(b));
  }

  /** Scopes directly below a body that are here: items, outputs that finished ones left, elements for those to come. */
  itemsOf(bodyId: string): string[] {
    this.items ??= new Items(this.scopes);
    return this.items.of(bodyId);
  }

  /** The place of a live token. */
  place(scopeId: string, tokenId: string): Place | undefined {
    const token = this.token(scopeId, tokenId);
    return token && { scopeId, tokenId, node: this.node(token.element) };
  }

  /** Throws when the snapshot belongs to another model. */
  node(elementId: string): CompiledNode {
    const node = this.process.nodes.get(elementId);
    if (!node) throw new Error(`process ${this.process.id} has no element ${elementId}`);
    return node;
  }

  finish(): Snapshot {
    if (!this.ended) for (const id of this.touched) this.complete(id);
    return {
      v: 2,
      instanceId: this.instanceId,
      ...(this.businessKey !== undefined && { businessKey: this.businessKey }),
      ...(this.calledBy && { calledBy: this.calledBy }),
      ...(this.keys.size > 0 && { keys: Object.fromEntries(this.keys) }),
      ...(this.ended && { ended: this.ended }),
      scopes: this.ended ? this.kept : this.scopes,
      ...(!this.ended && this.later.length > 0 && { queue: this.later }),
      ...(!this.ended && this.slices > 0 && { slices: this.slices }),
      ...(!this.ended && this.undoing && { undoing: true }),
      ...(!this.ended && this.isApart && { apart: this.presence.apart }),
    };
  }

  private store(id: string, scope: WorkingScope): void {
    this.ownScopes();
    put(this.scopes, id, scope);
    this.touched.add(id);
  }

  private ownScopes(): void {
    if (this.copied) return;
    this.scopes = { ...this.scopes };
    this.copied = true;
  }

  /** A changed scope as the snapshot has it: with its tokens, without empty maps. */
  private complete(id: string): void {
    const scope: Draft<ScopeState> | undefined = own(this.scopes, id);
    if (!scope) return;
    for (const map of ['variables', 'joins', 'complex', 'waits'] as const)
      if (scope[map] && isEmpty(scope[map])) delete scope[map];
    const tokens = this.tokens.get(id);
    if (tokens && tokens.size > 0) scope.tokens = Object.fromEntries(tokens);
    else delete scope.tokens;
  }
}
