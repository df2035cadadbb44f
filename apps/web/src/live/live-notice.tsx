import { useEffect, useState } from 'react';
import { currentSession } from '../api/session.ts';
import { useSession } from '../sign-in/session.tsx';
import { useTexts } from '../texts/use-texts.tsx';
import { listenAs, useLive, useLiveState } from './live.ts';

/** Keeps the stream of the signed-in person, and says when what is shown may be old. */
export function LiveNotice() {
  const { t } = useTexts();
  const { person, expired, signedIn, expire } = useSession();
  const [round, setRound] = useState(0);
  const state = useLiveState();
  const account = person?.account;
  // Anew after signing in again, too.
  useEffect(() => (account === undefined || expired ? undefined : listenAs(account)), [account, expired, round]);
  const look = () =>
    void currentSession().then(
      (found) => {
        if (!found) return expire();
        signedIn(found);
        if (state === 'ended') setRound((before) => before + 1);
      },
      () => undefined,
    );
  useLive('session', look);
  useEffect(() => {
    if (state === 'ended') look();
  }, [state]);
  return (
    <p className="live-notice" role="status">
      {state === 'delayed' && t('live.delayed')}
    </p>
  );
}
