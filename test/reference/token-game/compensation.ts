import type { FlowNode, ProcessModel, ScopeModel } from '@gaita/bpmn';
import type { RecordOf } from '@gaita/contracts';
import type { Active, Scope } from './scope.ts';
import { addOne, isEventSubProcess } from './scope.ts';

interface Completed {
  /** Counts completions. */
  readonly at: number;
  readonly node: FlowNode;
  readonly scope: Scope;
  /** What it held: a sub-process can be compensated from inside. */
  readonly within: Scope | undefined;
  /** It was active still when its transaction was cancelled: only what had completed in it is undone. */
  readonly terminated?: boolean;
}

/** Activities that have completed and were not compensated yet (BPMN 2.0.2, 13.5.5), in the order of their completion. */
export class CompletedActivities {
  private readonly completed = new Map<string, Completed>();
  private readonly hasReferences: boolean;
  /** How many had completed when each event that compensates now was entered. */
  private readonly throwing = new Map<string, number>();
  private count = 0;

  constructor(process: ProcessModel) {
    this.hasReferences = throwsAt(process);
  }

  begins(tokenId: string): void {
    this.throwing.set(tokenId, this.count);
  }

  ends(tokenId: string): void {
    this.throwing.delete(tokenId);
  }

  add({ tokenId, node, scope }: Active, within: Scope | undefined): void {
    if ('isForCompensation' in node) this.completed.set(tokenId, { at: this.count++, node, scope, within });
  }

  addTerminated({ tokenId, node, scope }: Active, within: Scope | undefined): void {
    if (within) this.completed.set(tokenId, { at: this.count++, node, scope, within, terminated: true });
  }

  /** The compensation of one begins: its handler may start, or what completed inside it follows. Why it may not. */
  undo(record: RecordOf<'compensationTriggered'>, scopes: Map<string, Scope>): string | undefined {
    const { tokenId, elementId, handlerId } = record;
    if (tokenId === record.scopeId) return undefined;
    const found = this.completed.get(tokenId);
    if (found?.node.id !== elementId) return `${elementId} has not completed, or is compensated already`;
    this.completed.delete(tokenId);
    if (found.terminated && handlerId !== undefined) return `${elementId} has not completed`;
    if (handlerId === undefined || isInside(found.node, handlerId)) {
      if (!found.within) return `nothing completed inside ${elementId}`;
      scopes.set(tokenId, reopened(found.within));
      if (handlerId !== undefined) addOne(found.within.before, handlerId);
      return undefined;
    }
    if (!handlersOf(around(found.scope), elementId).includes(handlerId)) return `${handlerId} does not compensate ${elementId}`;
    const later = this.hasReferences ? undefined : this.laterThan(found);
    if (later !== undefined) return `${later} completed later and comes first`;
    const scope = scopes.get(record.scopeId);
    if (scope !== found.scope && (!found.scope.repeated || scope !== found.scope.parent))
      return `${elementId} did not complete there`;
    addOne(scope!.before, handlerId);
    return undefined;
  }

  /** One that completed later, but before anybody asked for compensation. */
  private laterThan({ at, scope }: Completed): string | undefined {
    const asked = Math.min(...this.throwing.values());
    for (const { node, at: later, scope: within, within: inside, terminated } of this.completed.values()) {
      // the body of a repeated activity has nothing to undo but its instances
      const isUndone = inside?.repeated !== undefined && ![...this.completed.values()].some((each) => each.scope === inside);
      if (terminated || isUndone || within !== scope || later < at || later >= asked) continue;
      if (handlersOf(around(scope), node.id).length > 0) return node.id;
    }
    return undefined;
  }
}

/** What ended it is long over; nothing of it goes on but what undoes. */
function reopened(scope: Scope): Scope {
  delete scope.closedBy;
  scope.onFlow.clear();
  scope.starts.clear();
  return scope;
}

/** Where an activity is drawn: its instances are in the scope of their body. */
export const around = ({ repeated, parent, model }: Scope): ScopeModel => (repeated && parent ? parent.model : model);

const isInside = (node: FlowNode, handlerId: string): boolean =>
  'nodes' in node && node.nodes.some((inner) => inner.id === handlerId && isEventSubProcess(inner));

const handlersOf = ({ nodes }: ScopeModel, activityId: string): readonly string[] =>
  nodes.flatMap((node) =>
    node.type === 'boundaryEvent' && node.attachedTo === activityId ? (node.compensationHandlers ?? []) : [],
  );

/** Whether some event compensates a single activity: then the order is not that of all. */
const throwsAt = ({ nodes }: ScopeModel): boolean =>
  nodes.some(
    (node) =>
      ('definitions' in node &&
        node.definitions.some((definition) => definition.type === 'compensation' && definition.activityRef !== undefined)) ||
      ('nodes' in node && throwsAt(node)),
  );
