import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import type { SessionView } from '@gaita/contracts';
import { currentSession } from '../api/session.ts';
import { focusAgain } from '../shell/focus-back.ts';
import { fetchedLater } from '../shell/fetched-later.tsx';
import { useSession } from './session.tsx';

const SignInDialog = fetchedLater(async () => (await import('./sign-in-dialog.tsx')).SignInDialog);

/** Over the page when the session ended: what was typed stays where it is, and the focus comes back to it. */
export function SignInAgain() {
  const { person, expired, signedIn } = useSession();
  // Known before the dialog is shown, which takes the focus.
  const [left, setLeft] = useState<Element | null>();
  const [other, setOther] = useState<SessionView>();
  useLayoutEffect(() => {
    if (!expired) return undefined;
    const place = document.activeElement;
    setLeft(place);
    return () => {
      setLeft(undefined);
      focusAgain(place);
    };
  }, [expired]);
  /** What was typed is the person's: somebody else does not get the page unasked. */
  const enter = useCallback(
    (found: SessionView) => (found.account === person?.account ? signedIn(found) : setOther(found)),
    [person?.account, signedIn],
  );
  // Signing in in another window or tab counts here, too.
  useEffect(() => {
    if (!expired) return setOther(undefined);
    const look = () => {
      if (document.visibilityState === 'visible')
        currentSession().then(
          (found) => found && enter(found),
          () => undefined,
        );
    };
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [expired, enter]);
  if (!person || !expired || left === undefined) return null;
  return <SignInDialog person={person} other={other} onSignedIn={enter} onStay={() => setOther(undefined)} />;
}
