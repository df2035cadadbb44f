import type { FormFault, RejectionCode } from '@gaita/contracts';
import { takeBackObstacles } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { usePersonName } from '../sign-in/person-name.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface Refusal {
  readonly text: string;
}

/** What is said of each refusal. A new code without words does not compile. */
const words = {
  'not-signed-in': 'refusal.notSignedIn',
  'not-allowed': 'refusal.notAllowed',
  'role-conflict': 'refusal.roleConflict',
  'not-found': 'refusal.unknown',
  'process-unknown': 'refusal.unknown',
  'definition-unknown': 'refusal.unknown',
  'instance-unknown': 'refusal.unknown',
  'task-unknown': 'refusal.unknown',
  'decision-unknown': 'refusal.unknown',
  'task-already-completed': 'refusal.completed',
  'task-withdrawn': 'refusal.withdrawn',
  'task-claimed-by-other': 'refusal.claimedByOther',
  'task-not-claimed': 'refusal.notClaimed',
  'already-signed': 'refusal.alreadySigned',
  'agreement-missing': 'refusal.notAgreed',
  'own-agreement': 'refusal.ownAgreement',
  'reason-needed': 'duties.refusedWithoutReason',
  'cannot-take-back': 'tasks.obstacle.case-moved-on',
  'task-delegated': 'refusal.delegated',
  'task-not-delegated': 'refusal.notDelegated',
  'instance-ended': 'refusal.caseEnded',
  'case-erased': 'refusal.caseErased',
  'instance-suspended': 'refusal.suspended',
  'timer-not-scheduled': 'refusal.notWaiting',
  'job-not-open': 'refusal.notWaiting',
  'job-locked-by-other': 'refusal.atWork',
  'subscription-closed': 'refusal.notWaiting',
  'incident-not-open': 'refusal.notWaiting',
  'activity-not-active': 'refusal.partOver',
  'activity-not-enabled': 'refusal.stepNotNow',
  'called-process-gone': 'refusal.processGone',
  'message-not-awaited': 'refusal.notWaiting',
  'message-ambiguous': 'refusal.ambiguous',
  'command-in-work': 'refusal.atWork',
  'clock-not-running': 'refusal.clockNotRunning',
  'extension-not-allowed': 'refusal.noExtension',
  'version-conflict': 'refusal.changedMeanwhile',
  'too-late-to-change': 'refusal.tooLate',
  'invalid-request': 'refusal.invalid',
  'invalid-variable': 'refusal.invalid',
  'idempotency-key-reused': 'refusal.sentBefore',
  'model-refused': 'refusal.modelRefused',
  'form-invalid': 'refusal.invalid',
  'file-refused': 'refusal.fileRefused',
  'person-unknown-here': 'refusal.personUnknown',
  'too-large': 'refusal.tooLarge',
  'too-many-attempts': 'refusal.tooManyAttempts',
  'too-busy': 'refusal.tooBusy',
  overloaded: 'refusal.tooBusy',
} as const satisfies { readonly [code in RejectionCode]: string };

const isKnown = (code: string): code is RejectionCode => code in words;

/** Why something was refused or failed, in the reader's language; names instead of accounts. */
export function useRefusal(error: Error): Refusal {
  const { t, formats } = useTexts();
  const details = error instanceof RequestError ? error.details : {};
  const account =
    asText(details.assignee) ??
    asText(details.completedBy) ??
    (error instanceof RequestError && error.code === 'cannot-take-back' ? asText(details.account) : undefined);
  const name = usePersonName(account) ?? account ?? t('refusal.somebody');
  const at = [details.since, details.at, details.completedAt, details.withdrawnAt].find((each) => typeof each === 'number');
  const when = at === undefined ? '' : formats.moment(at);
  // No answer at all: a file of the page did not come, or its script broke. What the browser says of it helps nobody here.
  if (!(error instanceof RequestError)) return { text: t('error.broken') };
  const { code, status } = error;
  if (code === 'unreachable') return { text: t('error.unreachable') };
  if (code === 'cannot-take-back') return { text: obstacle(t, asText(details.reason), name, when) };
  if (code === 'form-invalid' && hasFuture(details.faults)) return { text: t('refusal.futureReceipt') };
  if (isKnown(code)) return { text: t(words[code], { name, when }) };
  // Codes of the way to the server, which no command refuses with.
  if (status === 404) return { text: t('refusal.unknown') };
  if (status === 429 || status === 503) return { text: t('refusal.tooBusy') };
  if (status >= 400 && status < 500) return { text: t('refusal.invalid') };
  const reference = asText(details.reference);
  return { text: reference === undefined ? t('refusal.failed') : t('refusal.reported', { reference }) };
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const hasFuture = (faults: unknown): boolean =>
  Array.isArray(faults) && (faults as readonly FormFault[]).some(({ rule }) => rule === 'future');

/** What stands in the way of taking something back. */
function obstacle(t: ReturnType<typeof useTexts>['t'], reason: string | undefined, name: string, when: string): string {
  const known = takeBackObstacles.find((each) => each === reason) ?? 'case-moved-on';
  return t(`tasks.obstacle.${known}`, { name, when });
}
