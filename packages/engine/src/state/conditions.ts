import type { CompiledNode } from '../compile/compiled-process.ts';
import type { DueCondition, Step, VariableChange, WatchedConditions } from './step.ts';
import { scopesHolding } from './scopes-holding.ts';
import { scopeSeenBy } from './variables.ts';
import type { FoundWait } from './waits.ts';
import { waitsOf } from './waits.ts';

const isConditional = ({ model }: CompiledNode): boolean =>
  'definitions' in model && model.definitions.some(({ type }) => type === 'conditional');

/** What a step remembers for the conditional events of its process; a process without any has none of it and pays nothing. */
export class Conditions implements WatchedConditions {
  private readonly step: Step;
  private changes: VariableChange[] = [];
  private armed: FoundWait[] = [];
  /** Waits by each scope whose variables they see. Built when a variable changes for the first time. */
  private seenFrom: Map<string, Map<string, FoundWait>> | undefined;

  constructor(step: Step) {
    this.step = step;
  }

  changed(change: VariableChange): void {
    this.changes.push(change);
  }

  arm(found: FoundWait): void {
    this.armed.push(found);
    if (this.seenFrom) this.watch(found, this.seenFrom);
  }

  isDue(): boolean {
    return this.changes.length > 0 || this.armed.length > 0;
  }

  take(): DueCondition[] {
    const due = new Map<string, DueCondition>();
    for (const found of this.armed) due.set(found.id, { found, isArmed: true, changes: [] });
    for (const change of this.changes)
      for (const found of this.waitsSeeing(change.scopeId)) {
        const entry = due.get(found.id) ?? { found, isArmed: false, changes: [] };
        due.set(found.id, entry);
        entry.changes.push(change);
      }
    this.changes = [];
    this.armed = [];
    return [...due.values()].sort((a, b) => (a.found.id < b.found.id ? -1 : 1));
  }

  private waitsSeeing(scopeId: string): Iterable<FoundWait> {
    if (!this.seenFrom) {
      this.seenFrom = new Map();
      for (const id of scopesHolding(this.step, isConditional)) {
        this.watchAll({ scopeId: id }, this.seenFrom);
        // items of a body wait for no conditions themselves: boundary events belong to the body
        for (const [tokenId] of this.step.tokensIn(id)) this.watchAll({ scopeId: id, tokenId }, this.seenFrom);
      }
    }
    return this.seenFrom.get(scopeId)?.values() ?? [];
  }

  private watchAll(owner: { scopeId: string; tokenId?: string }, seenFrom: Map<string, Map<string, FoundWait>>): void {
    for (const found of waitsOf(this.step, owner)) if (found.wait.kind === 'conditional') this.watch(found, seenFrom);
  }

  private watch(found: FoundWait, seenFrom: Map<string, Map<string, FoundWait>>): void {
    const { scopeId, tokenId = scopeId, id } = found;
    // The scope of the token itself may be opened later, by a variable of its own.
    const scopeIds = new Set([tokenId]);
    for (let seen: string | undefined = scopeSeenBy(this.step, { scopeId, tokenId }); seen !== undefined;) {
      scopeIds.add(seen);
      seen = this.step.scope(seen)?.parent;
    }
    for (const seen of scopeIds) {
      const waits = seenFrom.get(seen);
      if (waits) waits.set(id, found);
      else seenFrom.set(seen, new Map([[id, found]]));
    }
  }
}
