import type { TaskFate } from '@gaita/contracts';
import { usePerson } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';

/** What became of a task since it was shown: who took it, and when. */
export function TaskFateNote({ fate }: { readonly fate: TaskFate }) {
  const { t, formats } = useTexts();
  const { account } = usePerson();
  if (isTakenBy(account, fate)) return <>{t('inbox.yours')}</>;
  const name = fate.byName ?? fate.by ?? t('refusal.somebody');
  const time = fate.at === undefined ? '' : formats.time(fate.at);
  switch (fate.state) {
    case 'claimed':
      return <>{t('inbox.takenBy', { name, time })}</>;
    case 'completed':
      return <>{t('inbox.completedBy', { name, time })}</>;
    case 'withdrawn':
      return <>{t('inbox.withdrawn', { time })}</>;
    case 'open':
      return <>{t('inbox.handedBack')}</>;
    case 'gone':
      return <>{t('inbox.gone')}</>;
  }
}

/** It is not over for whoever took it. */
export const isTakenBy = (account: string, fate: TaskFate | undefined): boolean =>
  fate?.state === 'claimed' && fate.by === account;
