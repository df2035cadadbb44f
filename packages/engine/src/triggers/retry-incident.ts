import type { Rejection } from '@gaita/contracts';
import { rejected } from '@gaita/contracts';
import { armBeside } from '../flow/arm.ts';
import { endSilently } from '../flow/compensation/compensate-next.ts';
import { completeToken, leaveToken, startToken } from '../flow/live.ts';
import { isEnding } from '../flow/listeners.ts';
import type { Step } from '../state/step.ts';
import { closeWait, findWait } from '../state/waits.ts';
import type { TriggerOf } from '../trigger.ts';

/** Does again what raised the incident. Of a failed job only the incident ends here: its tries are the server's. */
export function retryIncident(step: Step, { incidentId, place }: TriggerOf<'retryIncident'>): Rejection | undefined {
  const found = findWait(step, incidentId, ['incident'], place);
  if (!found) return rejected('incident-not-open', `Incident ${incidentId} is not open any more.`, { incidentId });
  const { scopeId, tokenId, wait } = found;
  closeWait(step, found);
  if (wait.job !== undefined) return undefined;
  if (wait.element !== undefined) {
    armBeside(step, found, step.node(wait.element));
    return undefined;
  }
  const at = step.place(scopeId, tokenId!)!;
  const { phase, ...token } = step.token(scopeId, tokenId!)!;
  if (phase === undefined) return undefined;
  if (token.undoes) {
    // The called instance could not be compensated to its end and is over: go on without.
    endSilently(step, at);
    return undefined;
  }
  step.setToken(scopeId, tokenId!, token);
  // An error that a listener of its end threw: the work itself is done.
  if (phase === 'start' && isEnding(step, at)) completeToken(step, at);
  else if (phase === 'start') startToken(step, at);
  else if (phase === 'complete') completeToken(step, at);
  else leaveToken(step, at);
  return undefined;
}
