import type { BulkJobView } from '@gaita/contracts';
import type { useTexts } from '../texts/use-texts.tsx';

type Translate = ReturnType<typeof useTexts>['t'];

/** What is being done, as a title. */
export function titleOf(t: Translate, { act, toName, to }: BulkJobView): string {
  if (act === 'claim') return t('tasks.jobClaim');
  return act === 'hand-back' ? t('tasks.jobHandBack') : t('tasks.jobPassOn', { name: toName ?? to ?? '' });
}
