import type { Listener } from '@gaita/bpmn';
import { createJob } from '../behaviours/job.ts';
import type { CompiledProcess } from '../compile/compiled-process.ts';
import { own } from '../own-key.ts';
import type { Snapshot, TokenState } from '../snapshot.ts';
import { evaluate } from '../state/evaluate.ts';
import type { Place, Step } from '../state/step.ts';
import { tokenAt } from '../state/token-at.ts';
import { scopeSeenBy, writeVariable } from '../state/variables.ts';

type Listening = NonNullable<TokenState['listening']>;
type ListenerEvent = Listening['event'];

/**
 * Does what listens to the start of an element (before its work) or to its end (before its outputs), in the order of writing.
 * One that is a job stops here: `heard` takes it up again.
 * @returns `wait` while a job of one is open
 */
export function hear(step: Step, at: Place, event: ListenerEvent): 'done' | 'wait' {
  const listeners = at.node.model.listeners?.[event] ?? [];
  if (listeners.length === 0) return 'done';
  let done = doneOf(step, at, event);
  for (; done < listeners.length; done++) {
    const listener = listeners[done]!;
    setListening(step, at, { event, done });
    if (listener.type === 'job') {
      createJob(step, at, listener.topic, { listener: event });
      step.setToken(at.scopeId, at.tokenId, { ...step.token(at.scopeId, at.tokenId)!, phase: 'listen' });
      return 'wait';
    }
    const value = evaluate(step, at, listener.expression);
    if (listener.variable !== undefined) writeVariable(step, scopeSeenBy(step, at), listener.variable, value);
  }
  setListening(step, at, { event, done });
  return 'done';
}

/** The job of a listener is done: the token is active again, with the next of its listeners to come. */
export function heard(step: Step, at: Place, event: ListenerEvent): void {
  setListening(step, at, { event, done: doneOf(step, at, event) + 1 });
  const { phase: _listened, ...token } = step.token(at.scopeId, at.tokenId)!;
  step.setToken(at.scopeId, at.tokenId, token);
}

/** Whether the listeners of its end have begun: its own work is done and must not be done again. */
export const isEnding = (step: Step, at: Pick<Place, 'scopeId' | 'tokenId'>): boolean =>
  step.token(at.scopeId, at.tokenId)?.listening?.event === 'end';

/** The listener whose job a token waits for; undefined for a token that waits for its own work. */
export function listenerAt(
  { nodes }: CompiledProcess,
  { scopes }: Snapshot,
  { scopeId, tokenId, jobId }: { readonly scopeId: string; readonly tokenId: string; readonly jobId: string },
): Listener | undefined {
  const token = tokenAt(scopes, scopeId, tokenId);
  const event = own(token?.waits, jobId)?.listener;
  return event && nodes.get(token!.element)?.model.listeners?.[event][token!.listening?.done ?? 0];
}

const doneOf = (step: Step, at: Place, event: ListenerEvent): number => {
  const listening = step.token(at.scopeId, at.tokenId)?.listening;
  return listening?.event === event ? listening.done : 0;
};

const setListening = (step: Step, at: Place, listening: Listening): void =>
  step.setToken(at.scopeId, at.tokenId, { ...step.token(at.scopeId, at.tokenId)!, listening });
