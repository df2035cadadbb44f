import type { WaitState } from '../snapshot.ts';
import { own, put } from '../own-key.ts';
import type { TriggerPlace } from '../trigger.ts';
import type { Step, WaitOwner } from './step.ts';

export interface FoundWait extends WaitOwner {
  readonly id: string;
  readonly wait: WaitState;
}

/** Place of a wait in records: of a scope's own waits the token is the scope's activity instance. */
export const placeOf = (step: Step, owner: WaitOwner, wait: WaitState) => ({
  tokenId: owner.tokenId ?? owner.scopeId,
  scopeId: owner.scopeId,
  elementId: wait.element ?? elementOf(step, owner),
});

function elementOf(step: Step, { scopeId, tokenId }: WaitOwner): string {
  const token = tokenId === undefined ? undefined : step.token(scopeId, tokenId);
  return token?.element ?? step.scope(scopeId)?.element ?? step.process.id;
}

export function openWait(step: Step, owner: WaitOwner, id: string, wait: WaitState): void {
  if (owner.tokenId === undefined) {
    const scope = step.edit(owner.scopeId);
    put((scope.waits ??= {}), id, wait);
  } else {
    const token = step.token(owner.scopeId, owner.tokenId)!;
    // Copied once a step: an activity may wait for thousands of events.
    if (token.waits && step.ownWaits.has(token.waits)) return put(token.waits, id, wait);
    const waits = { ...token.waits };
    put(waits, id, wait);
    step.ownWaits.add(waits);
    step.setToken(owner.scopeId, owner.tokenId, { ...token, waits });
  }
}

/** Takes the wait away without a record: its own record says how it ended. */
export function removeWait(step: Step, { scopeId, tokenId, id }: FoundWait): void {
  if (tokenId === undefined) {
    const scope = step.edit(scopeId);
    if (scope.waits) delete scope.waits[id];
    return;
  }
  const { waits, ...token } = step.token(scopeId, tokenId)!;
  const { [id]: _closed, ...rest } = waits ?? {};
  step.setToken(scopeId, tokenId, Object.keys(rest).length > 0 ? { ...token, waits: rest } : token);
}

/** The wait as it is now; undefined when it is over. */
export function waitAt(step: Step, { scopeId, tokenId, id }: Omit<FoundWait, 'wait'>): WaitState | undefined {
  const waits = tokenId === undefined ? step.scope(scopeId)?.waits : step.token(scopeId, tokenId)?.waits;
  return waits && own(waits, id);
}

/** @param place where it was opened; without it, it is looked for everywhere */
export function findWait(
  step: Step,
  id: string,
  kinds: readonly WaitState['kind'][],
  place: TriggerPlace | undefined,
): FoundWait | undefined {
  step.requirePlace(place);
  for (const scopeId of step.scopesHere()) {
    const found = waitIn(step, scopeId, id);
    if (found) return kinds.includes(found.wait.kind) ? found : undefined;
  }
  return undefined;
}

function waitIn(step: Step, scopeId: string, id: string): FoundWait | undefined {
  const scope = step.scope(scopeId)!;
  const wait = own(scope.waits, id);
  if (wait) return { scopeId, id, wait };
  const itemWait = own(scope.token?.waits, id);
  if (itemWait && scope.parent !== undefined) return { scopeId: scope.parent, tokenId: scopeId, id, wait: itemWait };
  for (const [tokenId, { waits }] of step.tokensIn(scopeId)) {
    const held = waits && own(waits, id);
    if (held) return { scopeId, tokenId, id, wait: held };
  }
  return undefined;
}

/** Closes all waits of a token, with a record each: tasks withdrawn, timers and jobs cancelled, incidents resolved. */
export function closeTokenWaits(step: Step, scopeId: string, tokenId: string): void {
  const token = step.token(scopeId, tokenId);
  if (!token?.waits) return;
  for (const id of Object.keys(token.waits)) recordClosed(step, { scopeId, tokenId }, id, token.waits[id]!);
  const { waits: _closed, ...rest } = token;
  step.setToken(scopeId, tokenId, rest);
}

/** Closes the waits of a scope's event sub-processes. */
export function closeScopeWaits(step: Step, scopeId: string): void {
  const waits = step.scope(scopeId)?.waits;
  if (!waits) return;
  for (const id of Object.keys(waits)) recordClosed(step, { scopeId }, id, waits[id]!);
  delete step.edit(scopeId).waits;
}

/** Closes what an owner waits for on behalf of an element that is not its own. */
export function closeWaitsFor(step: Step, owner: WaitOwner, elementId: string): void {
  for (const found of waitsOf(step, owner)) if (found.wait.element === elementId) closeWait(step, found);
}

/** What an owner waits for, in the order in which it began to. */
export function waitsOf(step: Step, owner: WaitOwner): FoundWait[] {
  const { scopeId, tokenId } = owner;
  const waits = tokenId === undefined ? step.scope(scopeId)?.waits : step.token(scopeId, tokenId)?.waits;
  return Object.entries(waits ?? {}).map(([id, wait]) => ({ scopeId, ...(tokenId !== undefined && { tokenId }), id, wait }));
}

export function closeWait(step: Step, found: FoundWait): void {
  recordClosed(step, found, found.id, found.wait);
  removeWait(step, found);
}

function recordClosed(step: Step, owner: WaitOwner, id: string, wait: WaitState): void {
  const place = placeOf(step, owner, wait);
  switch (wait.kind) {
    case 'task':
      return step.record({ kind: 'taskWithdrawn', taskId: id, ...place });
    case 'timer':
      return step.record({ kind: 'timerCanceled', timerId: id, ...place });
    case 'job':
    case 'continue':
      return step.record({ kind: 'jobCanceled', jobId: id, ...place });
    case 'message':
    case 'signal':
    case 'data':
      return step.record({ kind: 'subscriptionClosed', subscriptionId: id, ...place, taken: false });
    case 'incident':
      return step.record({ kind: 'incidentResolved', incidentId: id, ...place });
    // Nobody outside knows of these.
    case 'conditional':
    case 'arrived':
      return;
  }
}
