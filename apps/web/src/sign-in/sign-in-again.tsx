import { useCallback, useEffect, useState } from 'react';
import { Button, ComposedModal, ModalBody, ModalHeader } from '@carbon/react';
import type { SessionView } from '@gaita/contracts';
import { currentSession } from '../api/session.ts';
import { useTexts } from '../texts/use-texts.tsx';
import { useSession } from './session.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Over the page when the session ended: what was typed stays where it is, and the focus comes back to it. */
export function SignInAgain() {
  const { t } = useTexts();
  const { person, expired, signedIn } = useSession();
  // Known before the dialog is shown, which takes the focus.
  const [left, setLeft] = useState<Element | null>();
  const [other, setOther] = useState<SessionView>();
  useEffect(() => {
    if (!expired) return undefined;
    const place = document.activeElement;
    setLeft(place);
    return () => {
      setLeft(undefined);
      backTo(place);
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
  return (
    <ComposedModal
      open
      size="sm"
      preventCloseOnClickOutside
      selectorPrimaryFocus="#password"
      aria-label={t('signIn.againTitle')}
      onClose={() => false}
    >
      <ModalHeader title={t('signIn.againTitle')} closeClassName="hidden" iconDescription={t('action.close')} />
      <ModalBody>
        {other ? (
          <div role="alert">
            <p className="lead">{t('access.again.other', { other: other.name, name: person.name })}</p>
            <div className="confirm">
              <Button kind="danger" onClick={() => leaveAs()}>
                {t('access.again.leave', { name: other.name })}
              </Button>
              <Button kind="tertiary" onClick={() => setOther(undefined)}>
                {t('access.again.back', { name: person.name })}
              </Button>
            </div>
          </div>
        ) : (
          <>
            <p className="lead">{t('signIn.againText')}</p>
            <SignInForm account={person.account} inNewWindow onSignedIn={enter} />
          </>
        )}
      </ModalBody>
    </ComposedModal>
  );
}

/** Somebody else goes on, from the start: nothing of the other person's stays on the screen. */
function leaveAs(): void {
  sessionStorage.clear();
  location.assign('/');
}

/** Where the person was; the title where nothing of it takes the focus. */
function backTo(place: Element | null): void {
  if (place instanceof HTMLElement) place.focus();
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('h1')?.focus();
}
