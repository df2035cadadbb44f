import { missingLoopInput, takeInputs } from '../data/take-inputs.ts';
import { attempt } from '../state/incidents.ts';
import type { Place, Step } from '../state/step.ts';
import type { FoundWait } from '../state/waits.ts';
import { placeOf, removeWait } from '../state/waits.ts';
import { isBody, startToken } from './live.ts';

/** Starts one activity that waits for data which is there now, if there is one. Called when nothing else can move. */
export function startWithData(step: Step): boolean {
  if (!step.wrote || !step.process.awaitsData) return false;
  for (const scopeId of step.scopeIds()) {
    for (const tokenId of step.tokenIds(scopeId)) {
      const found = Object.entries(step.token(scopeId, tokenId)!.waits ?? {}).find(([, { kind }]) => kind === 'data');
      if (found && tryStart(step, { scopeId, tokenId, id: found[0], wait: found[1] })) return true;
    }
  }
  step.wrote = false;
  return false;
}

function tryStart(step: Step, found: FoundWait & { tokenId: string }): boolean {
  const at = step.place(found.scopeId, found.tokenId)!;
  // What cannot be evaluated is an incident from now on, whose retry looks again.
  const looked = attempt(step, at, 'start', () => ({ missing: missingData(step, at) }));
  if (looked?.missing) return false;
  step.record({
    kind: 'subscriptionClosed',
    subscriptionId: found.id,
    ...placeOf(step, found, found.wait),
    taken: looked !== undefined,
  });
  removeWait(step, found);
  if (!looked) return true;
  const { phase: _ready, ...token } = step.token(at.scopeId, at.tokenId)!;
  step.setToken(at.scopeId, at.tokenId, token);
  startToken(step, at);
  return true;
}

const missingData = (step: Step, at: Place): readonly string[] | undefined =>
  isBody(at, step.token(at.scopeId, at.tokenId)!) ? missingLoopInput(step, at) : takeInputs(step, at);
