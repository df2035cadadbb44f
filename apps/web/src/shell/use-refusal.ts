import { takeBackObstacles } from '@gaita/contracts';
import { RequestError } from '../api/request.ts';
import { usePersonName } from '../sign-in/person-name.tsx';
import { useTexts } from '../texts/use-texts.tsx';

interface Refusal {
  readonly text: string;
  /** Of a text that the server wrote: it speaks English. */
  readonly lang?: 'en';
}

/** Why something was refused or failed, in the reader's language where we have words for it; names instead of accounts. */
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
  if (!(error instanceof RequestError)) return { text: error.message, lang: 'en' };
  switch (error.code) {
    case 'unreachable':
      return { text: t('error.unreachable') };
    case 'task-claimed-by-other':
      return { text: t('refusal.claimedByOther', { name, when }) };
    case 'task-already-completed':
      return { text: t('refusal.completed', { name, when }) };
    case 'task-withdrawn':
      return { text: t('refusal.withdrawn', { when }) };
    case 'task-not-claimed':
      return { text: t('refusal.notClaimed') };
    case 'cannot-take-back':
      return obstacle(t, asText(details.reason), name, when);
    case 'already-signed':
      return { text: t('refusal.alreadySigned') };
    case 'instance-ended':
      return { text: t('refusal.caseEnded') };
    case 'activity-not-active':
      return { text: t('refusal.partOver') };
    case 'activity-not-enabled':
      return { text: t('refusal.stepNotNow') };
    case 'not-allowed':
      return { text: t('refusal.notAllowed') };
    case 'role-conflict':
      return { text: t('refusal.roleConflict') };
    case 'reason-needed':
      return { text: t('duties.refusedWithoutReason') };
    case 'not-signed-in':
      return { text: t('refusal.notSignedIn') };
    case 'command-in-work':
    case 'version-conflict':
      return { text: t('refusal.changedMeanwhile') };
    case 'too-many-attempts':
      return { text: t('refusal.tooManyAttempts') };
    case 'too-busy':
      return { text: t('refusal.tooBusy') };
    default:
      return error.status === 404 ? { text: t('refusal.unknown') } : { text: error.message, lang: 'en' };
  }
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What stands in the way of taking something back. */
function obstacle(t: ReturnType<typeof useTexts>['t'], reason: string | undefined, name: string, when: string): Refusal {
  const known = takeBackObstacles.find((each) => each === reason) ?? 'case-moved-on';
  return { text: t(`tasks.obstacle.${known}`, { name, when }) };
}
